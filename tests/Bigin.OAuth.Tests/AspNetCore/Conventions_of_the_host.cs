using System.Net;
using System.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Conventions_of_the_host
{
    [Test]
    public async Task Are_those_of_all_endpoints()
    {
        await using WebHost host = await WebHost.StartAsync(
            configureBuilder: builder =>
            {
                builder.Services.AddAuthorization();
                builder.Services.AddRateLimiter(_ => { });
            },
            configureApp: app =>
            {
                app.UseAuthorization();
                app.UseRateLimiter();
            },
            conventions: endpoints => endpoints.RequireAuthorization().RequireRateLimiting("few").WithMetadata("mine"));

        RouteEndpoint[] endpoints = [.. host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        endpoints.Select(endpoint => $"{endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single()} {endpoint.RoutePattern.RawText} {endpoint.DisplayName}").Should().BeEquivalentTo(
            "GET /bigin/connect Bigin connect", "POST /bigin/connect Bigin connect for scripts", "POST /bigin/connect/switch Bigin switch of the organization", "GET /bigin/connect/result Bigin page for people", "GET /bigin/callback Bigin callback");
        endpoints.Should().OnlyContain(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() != null)
            .And.OnlyContain(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()!.PolicyName == "few")
            .And.OnlyContain(endpoint => endpoint.Metadata.GetMetadata<string>() == "mine");
    }

    [Test]
    public async Task Keep_out_whoever_is_not_signed_in()
    {
        await using WebHost host = await WebHost.StartAsync(
            configureBuilder: builder =>
            {
                builder.Services.AddAuthentication("cookie").AddCookie("cookie");
                builder.Services.AddAuthorization();
            },
            configureApp: app => app.UseAuthorization(),
            conventions: endpoints => endpoints.RequireAuthorization());
        using WebBrowser nobody = host.Browse(user: null);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using HttpResponseMessage refused = await nobody.SendAsync(method, "/bigin/connect");
            refused.Headers.Location!.AbsolutePath.Should().Be("/Account/Login");
        }

        nobody.Cookies.Should().BeEmpty();
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);
        answer.ShouldReturnTo("/");
    }

    // What a session cookie with SameSite=Strict comes to, which a browser does not bring along from Bigin.
    [Test]
    public async Task Hand_no_code_to_the_sign_in_page()
    {
        await using WebHost host = await WebHost.StartAsync(
            configureBuilder: builder =>
            {
                builder.Services.AddAuthentication("cookie").AddCookie("cookie");
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder("cookie").RequireAuthenticatedUser().Build());
            },
            configureApp: app => app.UseAuthorization(),
            conventions: endpoints => endpoints.RequireAuthorization());
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        browser.User = null;
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "attempt-of-other-user");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        (await answer.EverythingAsync()).Should().NotContain(HttpUtility.ParseQueryString(redirect.Query)["code"]);
        host.Logs.Entries.Should().ContainSingle(entry => entry.Message.Contains("SameSite=Strict", StringComparison.Ordinal) && entry.Message.Contains("OtherUser", StringComparison.Ordinal));
        host.Exchanges.Should().Be(0);
    }

    [Test]
    public async Task Limit_the_rate_of_all_together()
    {
        await using WebHost host = await WebHost.StartAsync(
            configureBuilder: builder => builder.Services.AddRateLimiter(limiter => limiter.AddFixedWindowLimiter("one", options => (options.PermitLimit, options.Window) = (1, TimeSpan.FromHours(1)))),
            configureApp: app => app.UseRateLimiter(),
            conventions: endpoints => endpoints.RequireRateLimiting("one"));
        using WebBrowser browser = host.Browse();
        await browser.ConnectAsync();

        using HttpResponseMessage ofScript = await browser.SendAsync(HttpMethod.Post, "/bigin/connect");
        using HttpResponseMessage callback = await browser.GetAsync("/bigin/callback?error=access_denied");

        ofScript.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        callback.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }
}
