using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Connecting_in_a_browser
{
    [Test]
    public async Task Ends_where_it_was_to_return_with_a_connection_that_works()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync("/bigin/connect?returnUrl=/settings%3Ftab%3Dbigin");
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.Emulator.AcceptAsync(link, "three@example.com", "Birch Bicycles"));

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location.Should().Be(new Uri("/settings?tab=bigin", UriKind.Relative));
        browser.Cookies.Should().BeEmpty();
        (await host.Connections.FindAsync(WebHost.Key))!.Organization!.Name.Should().Be("Birch Bicycles");
        (await host.Connections.CreateClient(WebHost.Key).GetStringAsync("org")).Should().Contain("Birch Bicycles");
    }

    [Test]
    public async Task Is_started_by_scripts_too()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(HttpMethod.Post, "/bigin/connect?returnUrl=/done", ("Sec-Fetch-Site", "same-origin"));
        var link = new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!);
        using HttpResponseMessage end = await browser.ReturnAsync(await host.Emulator.AcceptAsync(link, "one@example.com"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        end.Headers.Location.Should().Be(new Uri("/done", UriKind.Relative));
    }

    [Test]
    public async Task Goes_on_in_two_tabs_in_any_order()
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.ForceConsent = true);
        using WebBrowser browser = host.Browse();
        Uri first = await browser.ConnectAsync("/bigin/connect?returnUrl=/first");
        Uri second = await browser.ConnectAsync("/bigin/connect?returnUrl=/second");

        using HttpResponseMessage ofSecond = await browser.ReturnAsync(await host.Emulator.AcceptAsync(second, "one@example.com"));
        using HttpResponseMessage ofFirst = await browser.ReturnAsync(await host.Emulator.AcceptAsync(first, "one@example.com"));

        ofSecond.Headers.Location.Should().Be(new Uri("/second", UriKind.Relative));
        ofFirst.Headers.Location.Should().Be(new Uri("/first", UriKind.Relative));
    }
}
