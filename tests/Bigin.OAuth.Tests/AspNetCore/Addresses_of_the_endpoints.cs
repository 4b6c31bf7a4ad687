using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>A browser that returned to one of the endpoints would be sent to Bigin again.</summary>
[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Addresses_of_the_endpoints
{
    private static readonly string[] Spellings =
    [
        "/bigin/connect",
        "/bigin/connect/",
        "/BIGIN/Connect?x=1#y",
        "/bigin/callback",
        "/bigin/connect/switch",
        "/bigin/./connect",
        "/./bigin/connect",
        "/bigin/connect/.",
        "/x/../bigin/connect",
        "/bigin/x/../connect",
        "/../bigin/connect",
        "/bigin/x/y/../../callback",
        "/bigin/%2e/connect",
        "/bigin/%2E/connect",
        "/x/%2e%2e/bigin/connect",
        "/x/.%2e/bigin/connect",
        "/x/%2E./bigin/connect",
        "/bigin/connect/x/..",
        "/b%69gin/connect",
        "/bigin/connect/%73witch",
    ];

    private static readonly string[] Others = ["/bigin", "/bigin/connected", "/bigin/connect/x", "/x/bigin/connect", "/bigin%2Fconnect", "/x/..", "/?x=/bigin/connect", "/.../bigin/connect"];

    [TestCaseSource(nameof(Spellings))]
    public async Task Are_not_returned_to_however_they_are_written(string returnUrl)
    {
        await using WebHost host = await WebHost.StartAsync();

        await ShouldReturnAsync(host, "/bigin/connect", returnUrl, "/");
    }

    [TestCaseSource(nameof(Others))]
    public async Task Are_not_those_that_are_only_like_them(string returnUrl)
    {
        await using WebHost host = await WebHost.StartAsync();

        await ShouldReturnAsync(host, "/bigin/connect", returnUrl, returnUrl);
    }

    [TestCase("/crm/bigin/connect", "/")]
    [TestCase("/crm/x/../bigin/callback", "/")]
    [TestCase("", "/", TestName = "Are under a prefix of their group that a default address does not have")]
    [TestCase("/bigin/connect", "/bigin/connect", TestName = "Are not the same paths outside of their group")]
    public async Task Are_compared_under_the_prefix_of_their_group(string returnUrl, string end)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.CallbackPath = "/bigin/callback", options => options.RedirectUri = new Uri("http://localhost:5999/crm/bigin/callback"), prefix: "/crm");

        await ShouldReturnAsync(host, "/crm/bigin/connect", returnUrl, end);
    }

    [TestCase("/acme/bigin/connect")]
    [TestCase("/other/bigin/connect")]
    public async Task Are_compared_under_a_prefix_with_a_parameter(string returnUrl)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.CallbackPath = "/bigin/callback", options => options.RedirectUri = new Uri("http://localhost:5999/acme/bigin/callback"), prefix: "/{tenant}");

        await ShouldReturnAsync(host, "/acme/bigin/connect", returnUrl, "/");
    }

    [TestCase("/app/bigin/connect", "/app/")]
    [TestCase("/app/./bigin/callback", "/app/")]
    [TestCase("", "/app/")]
    [TestCase("/app/bigin", "/app/bigin")]
    public async Task Are_compared_under_a_path_base(string returnUrl, string end)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.CallbackPath = "/bigin/callback",
            options => options.RedirectUri = new Uri("http://localhost:5999/app/bigin/callback"),
            configureApp: app =>
            {
                app.UsePathBase("/app");
                app.UseRouting();
            });

        await ShouldReturnAsync(host, "/app/bigin/connect", returnUrl, end);
    }

    [TestCase("/app/bigin/connect", "/app/")]
    [TestCase("", "/app/")]
    [TestCase("/app/settings", "/app/settings")]
    public async Task Are_compared_under_a_prefix_that_a_proxy_cuts_off(string returnUrl, string end)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.CallbackPath = "/bigin/callback", options => options.RedirectUri = new Uri("http://localhost:5999/app/bigin/callback"));
        using WebBrowser browser = host.Browse();

        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync($"/bigin/connect?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        using HttpResponseMessage answer = await browser.GetAsync(redirect.PathAndQuery["/app".Length..]);

        answer.ShouldReturnTo(end);
    }

    private static async Task ShouldReturnAsync(WebHost host, string connectPath, string returnUrl, string end)
    {
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync($"{connectPath}?returnUrl={Uri.EscapeDataString(returnUrl)}")));

        answer.ShouldReturnTo(end);
    }
}
