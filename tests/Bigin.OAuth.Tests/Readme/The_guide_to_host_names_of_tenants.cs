using System.Net;
using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_host_names_of_tenants
{
    private static readonly (string, string)[] Sites =
        [("Bigin:RedirectUri", "https://app.example.com/bigin/callback"), ("Sites:acme", "https://acme.example.com"), ("Sites:birch", "https://birch.example.com")];

    [TestCase("acme")]
    [TestCase("birch")]
    public async Task Connects_each_tenant_at_its_own_host_name(string tenant)
    {
        await using BiginEmulator emulator = await StartEmulatorAsync();
        await using GuideApp app = await GuideApp.StartAsync(emulator, TenantHostsGuide.AddServices, TenantHostsGuide.MapARedirectUriForEachTenant, Sites);
        using GuideBrowser browser = app.Browse();
        string site = $"https://{tenant}.example.com";
        await browser.GetAsync($"{site}/sign-in?tenant={tenant}");

        using HttpResponseMessage start = await browser.GetAsync($"{site}/bigin/connect?returnUrl=/settings");
        Uri redirect = await emulator.AcceptAsync(start.Headers.Location!, "one@example.com");
        using HttpResponseMessage end = await browser.GetAsync(redirect);

        HttpUtility.ParseQueryString(start.Headers.Location!.Query)["redirect_uri"].Should().Be($"{site}/bigin/callback");
        redirect.GetLeftPart(UriPartial.Path).Should().Be($"{site}/bigin/callback");
        end.Headers.Location.Should().Be(new Uri("/settings", UriKind.Relative));
        (await app.Connections.FindAsync(tenant)).Should().NotBeNull();
    }

    [Test]
    public async Task Switches_the_organization_at_the_host_name_of_the_tenant()
    {
        await using BiginEmulator emulator = await StartEmulatorAsync();
        await using GuideApp app = await GuideApp.StartAsync(emulator, TenantHostsGuide.AddServices, TenantHostsGuide.MapARedirectUriForEachTenant, Sites);
        using GuideBrowser browser = app.Browse();
        const string Site = "https://acme.example.com";
        await browser.GetAsync($"{Site}/sign-in?tenant=acme");
        using HttpResponseMessage first = await browser.GetAsync($"{Site}/bigin/connect");
        await browser.GetAsync(await emulator.AcceptAsync(first.Headers.Location!, "three@example.com", "Birch Bicycles"));
        using HttpResponseMessage second = await browser.GetAsync($"{Site}/bigin/connect");
        Uri other = await emulator.AcceptAsync(second.Headers.Location!, "three@example.com", "Cedar Ceramics");

        using HttpResponseMessage page = await browser.GetAsync(other.OriginalString, ("Accept", "text/html"));

        page.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        page.Headers.Location!.OriginalString.Should().StartWith("/bigin/connect/result?", "the page for people is at the host name of the tenant too");
    }

    [Test]
    public async Task Refuses_before_Bigin_where_a_user_is_at_the_host_name_of_another_tenant()
    {
        await using BiginEmulator emulator = await StartEmulatorAsync();
        await using GuideApp app = await GuideApp.StartAsync(emulator, TenantHostsGuide.AddServices, TenantHostsGuide.MapARedirectUriForEachTenant, Sites);
        using GuideBrowser browser = app.Browse();
        await browser.GetAsync("https://birch.example.com/sign-in?tenant=acme");

        using HttpResponseMessage start = await browser.GetAsync("https://birch.example.com/bigin/connect");

        start.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Connects_every_tenant_at_one_host_name_and_leads_back_to_their_own()
    {
        await using BiginEmulator emulator = await StartEmulatorAsync();
        await using GuideApp app = await GuideApp.StartAsync(emulator, TenantHostsGuide.AddServicesWithOneSignIn, TenantHostsGuide.MapOneRedirectUri, Sites);
        using GuideBrowser browser = app.Browse();
        await browser.GetAsync("https://acme.example.com/sign-in?tenant=acme");

        using HttpResponseMessage start = await browser.GetAsync("https://app.example.com/bigin/connect?returnUrl=/back");
        using HttpResponseMessage end = await browser.GetAsync(await emulator.AcceptAsync(start.Headers.Location!, "one@example.com"));
        using HttpResponseMessage back = await browser.GetAsync($"https://app.example.com{end.Headers.Location}");

        (await back.Content.ReadAsStringAsync()).Should().Contain("url=https://acme.example.com/settings\"");
        (await app.Connections.FindAsync("acme")).Should().NotBeNull();
    }

    [Test]
    public async Task Finds_no_attempt_that_was_started_at_another_host_name()
    {
        await using BiginEmulator emulator = await StartEmulatorAsync();
        await using GuideApp app = await GuideApp.StartAsync(emulator, TenantHostsGuide.AddServicesWithOneSignIn, TenantHostsGuide.MapOneRedirectUri, Sites);
        using GuideBrowser browser = app.Browse();
        await browser.GetAsync("https://acme.example.com/sign-in?tenant=acme");

        using HttpResponseMessage start = await browser.GetAsync("https://acme.example.com/bigin/connect");
        using HttpResponseMessage end = await browser.GetAsync(await emulator.AcceptAsync(start.Headers.Location!, "one@example.com"));

        (await end.Content.ReadAsStringAsync()).Should().Contain("urn:bigin-oauth:attempt-not-found");
        (await app.Connections.FindAsync("acme")).Should().BeNull();
    }

    private static Task<BiginEmulator> StartEmulatorAsync() => BiginEmulator.StartAsync(options =>
    {
        foreach (string name in new[] { "app", "acme", "birch" })
        {
            options.RedirectUris.Add($"https://{name}.example.com/bigin/callback"); // each is registered in the API console
        }
    });
}
