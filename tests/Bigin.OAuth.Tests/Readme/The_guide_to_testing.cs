using System.Net;
using Bigin.OAuth.Emulator;
using Invoices.Tests;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_testing
{
    [Test]
    public async Task A_tenant_connects_and_comes_back_to_its_page()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(
            options => options.RedirectUris.Add("https://invoices.example.com/bigin/callback"));
        await using var app = new InvoicesFactory(emulator);
        using HttpClient browser = app.CreateClient(new WebApplicationFactoryClientOptions
        {
            BaseAddress = new Uri("https://invoices.example.com"),
            AllowAutoRedirect = false, // each redirect is a step of the test; cookies are kept
        });

        using HttpResponseMessage start = await browser.GetAsync("/bigin/connect?returnUrl=/organization");
        Uri redirect = await emulator.AcceptAsync(start.Headers.Location!, user: "three@example.com", organization: "Birch Bicycles");
        using HttpResponseMessage end = await browser.GetAsync(redirect.PathAndQuery);

        end.Headers.Location.Should().Be(new Uri("/organization", UriKind.Relative));
        (await browser.GetStringAsync("/organization")).Should().Contain("Birch Bicycles");
    }

    [Test]
    public async Task A_tenant_whose_connection_was_revoked_is_sent_to_connect_again()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(
            options => options.RedirectUris.Add("https://invoices.example.com/bigin/callback"));
        await using var app = new InvoicesFactory(emulator);
        using HttpClient browser = app.CreateClient(new WebApplicationFactoryClientOptions
        {
            BaseAddress = new Uri("https://invoices.example.com"),
            AllowAutoRedirect = false,
        });
        using HttpResponseMessage start = await browser.GetAsync("/bigin/connect");
        Uri redirect = await emulator.AcceptAsync(start.Headers.Location!, user: "one@example.com");
        using HttpResponseMessage end = await browser.GetAsync(redirect.PathAndQuery);

        emulator.RevokeAll("one@example.com"); // as the user does on Zoho's page of connected applications
        emulator.Clock.Advance(TimeSpan.FromHours(1));
        using HttpResponseMessage page = await browser.GetAsync("/organization");

        page.StatusCode.Should().Be(HttpStatusCode.Redirect);
        page.Headers.Location.Should().Be(new Uri("/bigin/connect?returnUrl=/organization", UriKind.Relative));
    }
}
