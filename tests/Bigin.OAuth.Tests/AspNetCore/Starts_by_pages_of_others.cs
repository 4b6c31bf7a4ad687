using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Starts_by_pages_of_others
{
    [TestCase("no-cors", "image")]
    [TestCase("no-cors", "script")]
    [TestCase("cors", "empty")]
    [TestCase("navigate", "iframe")]
    [TestCase("navigate", "object")]
    public async Task Are_refused_where_no_person_goes_there(string mode, string destination)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(
            HttpMethod.Get, "/bigin/connect", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "cross-site");
        browser.Cookies.Should().BeEmpty();
    }

    [TestCase("cross-site", TestName = "Are_those_of_people_who_come_from_the_page_that_signs_them_in")]
    [TestCase("same-origin", TestName = "Are_those_of_people_who_press_the_hosts_button")]
    public async Task Are_allowed_to_people(string site)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(
            HttpMethod.Get, "/bigin/connect", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [TestCase("/bigin/connect")]
    [TestCase("/BIGIN/connect/?returnUrl=/bigin/connect")]
    [TestCase("/bigin/callback?error=access_denied")]
    [TestCase("/bigin/%63onnect")]
    public async Task Do_not_return_to_a_start(string returnUrl)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync($"/bigin/connect?returnUrl={Uri.EscapeDataString(returnUrl)}");
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        answer.ShouldReturnTo("/");
    }

    [Test]
    public async Task Find_no_attempt_by_a_cookie_of_another_case()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        (string name, string value) = browser.Cookies.Single();
        browser.Cookies.Clear();
        browser.Cookies[name.Replace("bigin", "BIGIN", StringComparison.Ordinal)] = value;

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        host.Exchanges.Should().Be(0);
    }
}
