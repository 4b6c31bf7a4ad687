using System.Net;
using System.Text.Json;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Readme;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The scripts of docs/spa.md, run by a browser as they stand there.</summary>
[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class The_guide_to_pages_with_scripts
{
    private readonly DirectoryInfo _wwwroot = Directory.CreateTempSubdirectory("wwwroot");
    private BiginEmulator _emulator = null!;

    private static string Guide => Repository.Read("docs", "spa.md");

    [SetUp]
    public async Task StartAsync()
    {
        _emulator = await BiginEmulator.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_wwwroot.FullName, "index.html"), Block("html", 0));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _emulator.DisposeAsync();
        _wwwroot.Delete(recursive: true);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Connects_from_one_origin_by_the_button_and_by_a_post(bool isPost)
    {
        await using GuideApp app = await StartOneOriginAsync();
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(app.Address, "/sign-in?tenant=tenant-42").AbsoluteUri);
        await page.GotoAsync(app.Address.AbsoluteUri);
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Not connected");

        if (isPost)
        {
            await page.AddScriptTagAsync(new() { Content = Block("js", 0) });
            await page.EvaluateAsync("() => { connect(); }");
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Connect Bigin" }).ClickAsync();
        }

        await The_guide_to_Blazor.AcceptAsync(page);

        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Connected to Acorn Books");
        page.Url.Should().Be(app.Address.AbsoluteUri);
    }

    [Test]
    public async Task Says_to_a_script_that_the_person_is_signed_out()
    {
        await using GuideApp app = await StartOneOriginAsync();
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(app.Address.AbsoluteUri);
        await page.AddScriptTagAsync(new() { Content = Block("js", 0) });

        await page.EvaluateAsync("() => connect()");

        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Signed out");
    }

    [Test]
    public async Task Connects_from_another_origin_by_a_session_and_a_navigation()
    {
        await using WebApplication origin = await StartPageAsync("localhost");
        await using GuideApp api = await StartTwoOriginsAsync(GetAddress(origin));
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await OpenAsync(browser, origin, api);

        await page.EvaluateAsync("token => { connectBigin(token); }", await GetTokenAsync(api));
        await The_guide_to_Blazor.AcceptAsync(page);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The page of another origin");
        page.Url.Should().Be(GetAddress(origin).AbsoluteUri);
        (await api.Connections.FindAsync("tenant-42"))!.Organization!.Name.Should().Be("Acorn Books");
    }

    [TestCase("GET")]
    [TestCase("POST")]
    public async Task Shows_that_CORS_brings_no_script_of_another_origin_to_Bigin(string method)
    {
        await using WebApplication origin = await StartPageAsync("localhost");
        await using GuideApp api = await StartTwoOriginsAsync(GetAddress(origin));
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await OpenAsync(browser, origin, api);
        await page.EvaluateAsync(
            "token => fetch(`${api}/session`, { method: 'POST', credentials: 'include', headers: { Authorization: `Bearer ${token}` } })", await GetTokenAsync(api));

        int status = await page.EvaluateAsync<int>(
            "method => fetch(`${api}/bigin/connect?returnUrl=/back`, { method, credentials: 'include' }).then(response => response.status)", method);

        status.Should().Be((int)HttpStatusCode.Forbidden);
        _emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Shows_no_consent_in_a_frame()
    {
        await using WebApplication origin = await StartPageAsync("localhost");
        await using GuideApp api = await StartTwoOriginsAsync(GetAddress(origin));
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await OpenAsync(browser, origin, api);
        await page.EvaluateAsync(
            "token => fetch(`${api}/session`, { method: 'POST', credentials: 'include', headers: { Authorization: `Bearer ${token}` } })", await GetTokenAsync(api));

        IResponse refused = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("() => { const frame = document.createElement('iframe'); frame.src = `${api}/bigin/connect`; document.body.append(frame); }"),
            response => response.Url.Contains("/bigin/connect", StringComparison.Ordinal));

        refused.Status.Should().Be((int)HttpStatusCode.SeeOther, "the frame shows the page for people, which says so");
        _emulator.Requests.Should().BeEmpty();
    }

    // 127.0.0.1 and localhost are two sites, as two domains are.
    [Test]
    public async Task Keeps_no_session_for_a_page_of_another_site()
    {
        await using WebApplication origin = await StartPageAsync("127.0.0.1");
        await using GuideApp api = await StartTwoOriginsAsync(GetAddress(origin));
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await OpenAsync(browser, origin, api);

        string token = await GetTokenAsync(api);

        await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("token => { connectBigin(token); }", token), response => response.Url.Contains("/Account/Login", StringComparison.Ordinal));

        _emulator.Requests.Should().BeEmpty("the browser has dropped the cookie, so the API asks to sign in");
    }

    private Task<GuideApp> StartOneOriginAsync() => StartAsync(
        builder =>
        {
            SpaGuide.AddServicesOfOneOrigin(builder);
            builder.Environment.WebRootFileProvider = new PhysicalFileProvider(_wwwroot.FullName);
        },
        SpaGuide.MapOneOrigin);

    private Task<GuideApp> StartTwoOriginsAsync(Uri page) =>
        StartAsync(SpaGuide.AddServicesOfTwoOrigins, SpaGuide.MapTwoOrigins, ("Page", page.GetLeftPart(UriPartial.Authority)));

    private Task<GuideApp> StartAsync(Action<WebApplicationBuilder> addServices, Action<WebApplication> map, params (string, string)[] settings)
    {
        var address = new Uri($"http://localhost:{FreePorts.Take()}");
        return GuideApp.StartAsync(
            _emulator, addServices, map, [("urls", address.GetLeftPart(UriPartial.Authority)), ("Bigin:RedirectUri", new Uri(address, "/bigin/callback").AbsoluteUri), .. settings]);
    }

    private static async Task<WebApplication> StartPageAsync(string host)
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add($"http://{host}:{FreePorts.Take()}");
        app.MapGet("/", () => Results.Content("<!doctype html><title>Page</title><h1>The page of another origin</h1>", "text/html"));
        await app.StartAsync();
        return app;
    }

    private static async Task<IPage> OpenAsync(PooledBrowserContext browser, WebApplication origin, GuideApp api)
    {
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(GetAddress(origin).AbsoluteUri);
        string script = Block("js", 1);
        script.Should().Contain("\"http://localhost:5050\"");
        await page.AddScriptTagAsync(new() { Content = script.Replace("http://localhost:5050", api.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) });
        return page;
    }

    private static async Task<string> GetTokenAsync(GuideApp api)
    {
        using var http = new HttpClient();
        string json = await http.GetStringAsync(new Uri(api.Address, "/token?tenant=tenant-42"));
        return JsonSerializer.Deserialize<JsonElement>(json).GetProperty("accessToken").GetString()!;
    }

    private static Uri GetAddress(WebApplication app) => new(app.Urls.Single());

    private static string Block(string language, int index) => Guide.Split($"```{language}\n")[index + 1].Split("```")[0];
}
