using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Requests_that_no_person_made
{
    private static readonly (string Name, string Value)[] Prefetches =
        [("Sec-Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"), ("X-Moz", "prefetch"), ("X-Purpose", "preview"), ("X-Purpose", "prefetch"), ("Sec-Purpose", "prerender"), ("Purpose", "preview"), ("Sec-Purpose", "Prefetch;anonymous-client-ip")];

    private static readonly int[] Rows = [.. Enumerable.Range(0, Prefetches.Length)];

    [TestCaseSource(nameof(Rows))]
    public async Task Do_not_use_up_the_answer_they_fetch_ahead(int row)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage prefetched = await browser.SendAsync(HttpMethod.Get, redirect.PathAndQuery, Prefetches[row]);
        host.Exchanges.Should().Be(0);
        browser.SetCookies.Should().BeEmpty();
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        prefetched.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        prefetched.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.ShouldReturnTo("/");
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Start_no_attempt(int row)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(HttpMethod.Get, "/bigin/connect", Prefetches[row]);

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        browser.Cookies.Should().BeEmpty();
    }

    [TestCase("HEAD")]
    [TestCase("OPTIONS")]
    [TestCase("POST")]
    [TestCase("PUT")]
    public async Task Of_other_methods_change_nothing_at_the_callback(string method)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage other = await browser.SendAsync(new HttpMethod(method), redirect.PathAndQuery);
        host.Exchanges.Should().Be(0);
        browser.SetCookies.Should().BeEmpty();
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        other.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.ShouldReturnTo("/");
    }

    [TestCase("HEAD")]
    [TestCase("PUT")]
    public async Task Of_other_methods_start_nothing(string method)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(new HttpMethod(method), "/bigin/connect");

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        browser.Cookies.Should().BeEmpty();
    }
}
