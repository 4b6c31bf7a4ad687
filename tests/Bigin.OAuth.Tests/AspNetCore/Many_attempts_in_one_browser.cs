using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Many_attempts_in_one_browser
{
    [Test]
    public async Task Leave_the_newest_five_which_work()
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.ForceConsent = true);
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        var links = new List<Uri>();
        int longest = 0;
        for (int i = 0; i < 50; i++)
        {
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
            links.Add(await browser.ConnectAsync($"/bigin/connect?returnUrl=/{i:D2}"));
            browser.Cookies.Count.Should().BeLessThanOrEqualTo(5);
            longest = Math.Max(longest, browser.Cookies.Sum(cookie => cookie.Key.Length + cookie.Value.Length + 3));
        }

        longest.Should().BeLessThan(4_500, "some proxies take 8 KiB of cookies, and the host has its own");
        foreach (Uri old in links.Take(45).Reverse().Take(3))
        {
            using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(old));
            await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        }

        foreach (Uri link in links.Skip(45).Reverse())
        {
            using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        }

        browser.Cookies.Should().BeEmpty();
        host.Exchanges.Should().Be(5);
    }

    [Test]
    public async Task Leave_fewer_where_they_are_long()
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.ForceConsent = true);
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        var links = new List<Uri>();
        for (int i = 0; i < 10; i++)
        {
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
            links.Add(await browser.ConnectAsync($"/bigin/connect?returnUrl=/{i:D2}{new string('a', 900)}"));
            browser.Cookies.Sum(cookie => cookie.Key.Length + cookie.Value.Length + 3).Should().BeLessThan(4_500);
        }

        browser.Cookies.Should().HaveCount(2);
        foreach (Uri link in links.Skip(8))
        {
            using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        }
    }

    [Test]
    public async Task Take_no_room_from_cookies_that_nobody_can_read()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        Fill(browser, count: 9);

        await browser.ConnectAsync();

        browser.Cookies.Should().HaveCount(2);
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));
        answer.ShouldReturnTo("/");
    }

    // A sibling host can set them, and proxies refuse a response with as many Set-Cookie headers.
    [Test]
    public async Task Remove_ten_at_a_time_of_150_that_nobody_can_read()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        await browser.ConnectAsync();
        Fill(browser, count: 150);

        Uri link = await browser.ConnectAsync();

        browser.SetCookies.Should().HaveCountLessThanOrEqualTo(11);
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));
        answer.ShouldReturnTo("/");
    }

    // They have no prefix that only this host can set, so those that have it are read first.
    [Test]
    public async Task Are_found_with_https_behind_150_that_a_sibling_host_has_set()
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.RedirectUri = new Uri("https://localhost/bigin/callback"));
        using WebBrowser browser = host.Browse();
        await browser.ConnectAsync();
        (string name, string value) = browser.Cookies.Single();
        browser.Cookies.Clear();
        string sibling = name["__Host-".Length..][..26];
        for (int i = 0; i < 150; i++)
        {
            browser.Cookies[$"{sibling}junk{i}"] = "junk";
        }

        browser.Cookies[name] = value;
        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?error=access_denied");

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "authorization-denied");
    }

    // As of another application on the same host name.
    [Test]
    public async Task Touch_no_cookie_of_an_attempt_that_is_not_their_own()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        for (int i = 0; i < 150; i++)
        {
            browser.Cookies[$"bigin-attempt-AAAAAAAAAAA-{i}"] = "theirs";
        }

        await browser.ConnectAsync();

        browser.SetCookies.Should().ContainSingle();
        browser.Cookies.Should().HaveCount(151);
    }

    [Test]
    public async Task Leave_the_other_cookies_of_the_host_alone()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        browser.Cookies["session"] = "mine";
        browser.Cookies["xbigin-attempt-1"] = "mine";

        for (int i = 0; i < 7; i++)
        {
            await browser.ConnectAsync();
        }

        browser.Cookies.Should().HaveCount(7).And.ContainKey("session").And.ContainKey("xbigin-attempt-1");
    }

    private static void Fill(WebBrowser browser, int count)
    {
        string name = browser.Cookies.Keys.Single(it => it.StartsWith("bigin-attempt-", StringComparison.Ordinal));
        for (int i = 0; i < count; i++)
        {
            browser.Cookies[$"{name[..26]}junk{i}"] = "junk";
        }
    }
}
