using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Posts_of_other_sites
{
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Sec-Fetch-Site", "unknown")]
    [TestCase("Sec-Fetch-Site", "same-origin, cross-site")]
    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    [TestCase("Origin", "https://app.example.com.evil.example")]
    [TestCase("Origin", "https://app.example.com:444")]
    [TestCase("Origin", "https://evil.example@app.example.com.evil")]
    [TestCase("Origin", "https://sub.app.example.com")]
    [TestCase("Origin", "app.example.com")]
    [TestCase("Origin", "/")]
    public async Task Are_refused_and_start_nothing(string name, string value)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(HttpMethod.Post, "/bigin/connect", ("Host", "app.example.com"), (name, value));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "cross-site");
        browser.Cookies.Should().BeEmpty();
    }

    // Anyone on the way may have written a page at http.
    [Test]
    public async Task Are_those_of_a_page_at_http_where_the_application_is_at_https()
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.RedirectUri = new Uri("https://app.example.com/bigin/callback"));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage refused = await browser.SendAsync(HttpMethod.Post, "/bigin/connect", ("Host", "app.example.com"), ("Origin", "http://app.example.com"));
        browser.Cookies.Should().BeEmpty();
        using HttpResponseMessage answer = await browser.SendAsync(HttpMethod.Post, "/bigin/connect", ("Host", "app.example.com"), ("Origin", "https://app.example.com"));

        await refused.ShouldBeAsync(HttpStatusCode.Forbidden, "cross-site");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Are_refused_by_Sec_Fetch_Site_though_Origin_is_right()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(
            HttpMethod.Post, "/bigin/connect", ("Host", "app.example.com"), ("Origin", "https://app.example.com"), ("Sec-Fetch-Site", "cross-site"));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "cross-site");
    }

    [TestCase("Sec-Fetch-Site", "same-origin", "app.example.com")]
    [TestCase("Sec-Fetch-Site", "none", "app.example.com")]
    [TestCase("Origin", "https://app.example.com", "app.example.com", TestName = "Are not those of the host behind a proxy that ends TLS")]
    [TestCase("Origin", "https://app.example.com", "app.example.com:443")]
    [TestCase("Origin", "https://APP.example.com", "app.EXAMPLE.com")]
    [TestCase("Origin", "http://localhost:5999", "localhost:5999")]
    [TestCase("Origin", "http://[::1]:5999", "[::1]:5999")]
    [TestCase("X-Nothing", "no browser", "app.example.com", TestName = "Are not those of programs, which send neither")]
    public async Task Are_not_those_of_the_host(string name, string value, string hostName)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(HttpMethod.Post, "/bigin/connect", ("Host", hostName), (name, value));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        browser.Cookies.Should().HaveCount(1);
    }
}
