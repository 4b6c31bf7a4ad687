using BenchmarkDotNet.Attributes;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Emulator;

/// <summary>
/// A server as a test has it: started, asked for three pages, and ended. The emulator listens on a port for each data center and writes its pages; the others
/// listen on one and answer with an empty page.
/// </summary>
public class ShortTest
{
    private static readonly string[] Pages = ["/signin", "/oauth/v2/auth", "/console"];

    // A connection for each request: the next server has another port.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });

    [Benchmark(Baseline = true, Description = "Kestrel, one port, pages found by ASP.NET Core's routing")]
    public Task Routing() => ServeAsync(builder => builder.Services.AddRoutingCore(), app =>
    {
        foreach (string page in Pages)
        {
            app.MapGet(page, EmptyAsync);
        }
    });

    [Benchmark(Description = "Kestrel, one port, no routing")]
    public Task NoRouting() => ServeAsync(_ => { }, app => app.Run(EmptyAsync));

    [Benchmark(Description = "Bigin.OAuth.Emulator")]
    public async Task Emulated()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await AskAsync(emulator.DataCenters[0].AccountsServer);
    }

    [GlobalCleanup]
    public void Cleanup() => _http.Dispose();

    private static Task EmptyAsync(HttpContext context) => Task.CompletedTask;

    private async Task ServeAsync(Action<WebApplicationBuilder> addServices, Action<WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        addServices(builder);
        await using WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        await AskAsync(new Uri(app.Urls.Single()));
    }

    private async Task AskAsync(Uri server)
    {
        foreach (string page in Pages)
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(server, page));
        }
    }
}
