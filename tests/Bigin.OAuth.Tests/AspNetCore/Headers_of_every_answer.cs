using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Headers_of_every_answer
{
    private static readonly TestCaseData[] Rows = [.. EveryOutcome.Rows.Select(row => new TestCaseData(row.Name))];

    [TestCaseSource(nameof(Rows))]
    public async Task Keep_the_callback_out_of_caches_and_referrers(string name)
    {
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await EveryOutcome.Rows.Single(row => row.Name == name).ReachAsync(host, browser);

        ShouldBeKept(answer);
    }

    [TestCase("GET", "/bigin/connect", "")]
    [TestCase("POST", "/bigin/connect", "")]
    [TestCase("POST", "/bigin/connect", "cross-site")]
    [TestCase("POST", "/bigin/connect/switch", "")]
    [TestCase("POST", "/bigin/connect/switch", "cross-site")]
    [TestCase("GET", "/bigin/connect?may=not", "")]
    [TestCase("POST", "/bigin/connect?may=not", "")]
    [TestCase("GET", "/bigin/connect?may=wrong", "")]
    public async Task Keep_the_start_out_of_caches_and_referrers(string method, string path, string site)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.ConnectionKey = context => new(context.Request.Query["may"].ToString() switch { "not" => null, "wrong" => "\n", _ => "key" }),
            configureApp: app => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(new HttpMethod(method), path, ("Sec-Fetch-Site", site.Length > 0 ? site : "same-origin"));

        ShouldBeKept(answer);
    }

    [Test]
    public async Task Stand_though_the_host_answers_with_others()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.Respond = (context, _) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            context.Response.Headers["Referrer-Policy"] = "unsafe-url";
            return context.Response.WriteAsync("done");
        });
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync()));

        ShouldBeKept(answer);
        (await answer.Content.ReadAsStringAsync()).Should().Be("done");
    }

    private static void ShouldBeKept(HttpResponseMessage answer)
    {
        answer.Headers.GetValues("Cache-Control").Should().Equal("no-store");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }
}
