using System.Net;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Where_the_endpoints_are
{
    private static readonly (string Name, string Value)[] Hostile =
    [
        ("Host", "hostile.example"),
        ("X-Forwarded-Host", "hostile.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Prefix", "/hostile"),
        ("X-Original-URL", "/hostile"),
        ("Forwarded", "host=hostile.example;proto=https"),
    ];

    [TestCase("http://localhost:5999/bigin/callback")]
    [TestCase("http://localhost:5999/bigin/callback/")]
    [TestCase("http://localhost:5999/Bigin/CALLBACK")]
    [TestCase("http://localhost:5999/")]
    [TestCase("http://localhost:5999")]
    [TestCase("http://localhost:5999/callback?tenant=1&x=a%26b")]
    [TestCase("http://localhost:5999/callback%20here")]
    [TestCase("http://localhost:5999/caf%C3%A9")]
    [TestCase("http://localhost:5999/a%2Fb")]
    [TestCase("http://localhost:5999/a%2fb/c")]
    [TestCase("http://localhost:5999/100%25")]
    [TestCase("http://localhost:5999/%2541")]
    [TestCase("http://localhost:5999/%7Bid%7D")]
    [TestCase("http://localhost:5999/{id}")]
    [TestCase("http://localhost:5999/{{id}}/{*rest}")]
    [TestCase("http://localhost:5999/}{")]
    [TestCase("http://localhost:5999/a+b;c=d,e")]
    [TestCase("http://localhost:5999/~user/@me/*")]
    [TestCase("http://localhost:5999/a%23b")]
    public async Task Is_the_path_of_the_redirect_uri_to_the_letter(string redirectUri)
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.RedirectUri = new Uri(redirectUri));
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync();
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        HttpUtility.ParseQueryString(link.Query)["redirect_uri"].Should().Be(redirectUri);
        answer.ShouldReturnTo("/");
    }

    [TestCase("http://localhost:5999/{id}", "/5", TestName = "Is no pattern where it has braces")]
    [TestCase("http://localhost:5999/a%2Fb", "/a/b", TestName = "Is not another path where a slash is escaped")]
    public async Task Is_no_other_path(string redirectUri, string path)
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.RedirectUri = new Uri(redirectUri));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Is_the_rest_of_the_path_under_a_path_base()
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.CallbackPath = "/bigin/callback",
            options => options.RedirectUri = new Uri("http://localhost:5999/app/bigin/callback"),
            configureApp: app =>
            {
                app.UsePathBase("/app");
                app.UseRouting();
            });
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync("/app/bigin/connect")));
        using HttpResponseMessage elsewhere = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync("/app/bigin/connect?returnUrl=/outside")));

        answer.ShouldReturnTo("/app/");
        elsewhere.StatusCode.Should().Be(HttpStatusCode.Conflict, "there was no consent page the second time");
    }

    [Test]
    public async Task Is_under_the_prefix_of_a_group()
    {
        await using WebHost host = await WebHost.StartAsync(
            options => (options.ConnectPath, options.CallbackPath) = ("/connect", "/callback"),
            options => options.RedirectUri = new Uri("http://localhost:5999/crm/bigin/callback"),
            prefix: "/crm/bigin");
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync("/crm/bigin/connect")));

        answer.ShouldReturnTo("/");
    }

    [TestCase(false, TestName = "Is never taken from a request")]
    [TestCase(true, TestName = "Is never taken from a request that a proxy forwarded")]
    public async Task Is_configured_behind_a_proxy_too(bool isForwarded)
    {
        const string RedirectUri = "https://localhost/bigin/callback";
        await using WebHost host = await WebHost.StartAsync(
            configureClient: options => options.RedirectUri = new Uri(RedirectUri),
            configureApp: app =>
            {
                if (isForwarded)
                {
                    var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All };
                    forwarded.KnownProxies.Clear();
                    forwarded.KnownIPNetworks.Clear();
                    app.UseForwardedHeaders(forwarded);
                    app.UseRouting();
                }
            });
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage start = await browser.SendAsync(HttpMethod.Get, "/bigin/connect", Hostile);
        Uri link = start.Headers.Location!;
        using HttpResponseMessage answer = await browser.SendAsync(HttpMethod.Get, (await host.AcceptAsync(link)).PathAndQuery, Hostile);

        HttpUtility.ParseQueryString(link.Query)["redirect_uri"].Should().Be(RedirectUri);
        (await start.EverythingAsync()).Should().NotContain("hostile");
        browser.SetCookies.Should().OnlyContain(cookie => cookie.Name.ToString().StartsWith("__Host-", StringComparison.Ordinal) && cookie.Secure);
        answer.Headers.Location!.OriginalString.Should().Be(isForwarded ? "/hostile/" : "/", "a proxy that is trusted says what the path base is");
    }
}
