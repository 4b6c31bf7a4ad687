using System.Collections.Concurrent;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The page of a host that has no page of its own, such as that of the quick start.</summary>
[TestOf(typeof(ConnectPage))]
public sealed class The_page_for_people
{
    private const string Html = "text/html";

    // Several rows end on one page, such as the ways in which Bigin can be out of order.
    private static readonly (string Type, string Title, Func<WebHost, WebBrowser, Task<HttpResponseMessage>> ReachAsync)[] Ways =
    [
        .. EveryOutcome.Rows.Where(row => row.Type is not null).DistinctBy(row => row.Type)
            .Select(row => (row.Type!, row.Title!, row.ReachAsync)),
        ("cross-site", "This request did not come from a click on a page of this application.", (_, browser) =>
            browser.SendAsync(HttpMethod.Post, "/bigin/connect/switch", ("Sec-Fetch-Site", "cross-site"))),
        ("page-expired", "This page has expired.", async (host, browser) =>
        {
            HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?state=x");
            host.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));
            return answer;
        }),
    ];

    // All come from one template. These have each kind of action, and the longest title.
    private static readonly string[] Types = SuiteSize.Choose(
        representative: ["authorization-denied", "different-organization", "organization-unknown", "not-permitted", "data-center-not-allowed"],
        full: Ways.Select(way => way.Type).ToArray());

    [TestCaseSource(nameof(Types))]
    public async Task Is_accessible_and_fits_the_screen(string type)
    {
        (_, string title, Func<WebHost, WebBrowser, Task<HttpResponseMessage>> reachAsync) = Ways.Single(way => way.Type == type);
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = host.Browse();
        browser.Accept = Html;
        using HttpResponseMessage answer = await reachAsync(host, browser);
        await using PooledBrowserContext chromium = await Chromium.OpenAsync();
        IPage page = await OpenPageAsync(chromium, browser);

        await page.GotoAsync(new Uri(host.Address, answer.Headers.Location!).AbsoluteUri);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link).Last).ToHaveAttributeAsync("href", "/");
        (await page.EvaluateAsync<int>("document.scripts.length")).Should().Be(0);
        await new Camera(page).CheckAsync($"30-page-{type}");
        string[] backgrounds = [await GetBackgroundAsync(page, ColorScheme.Light), await GetBackgroundAsync(page, ColorScheme.Dark)];
        backgrounds.Should().OnlyHaveUniqueItems("the page is light or dark as the browser is");
    }

    [Test]
    public async Task Fits_every_device_with_the_longest_names()
    {
        const string User = "long@example.com";
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.Users.Add(new(
            User,
            "Long",
            "us",
            new EmulatorOrganization("900000001", new string('W', 120)),
            new EmulatorOrganization("900000002", new string('M', 120)))));
        await using WebHost host = await EveryOutcome.StartAsync(emulator: emulator);
        using WebBrowser browser = host.Browse();
        browser.Accept = Html;
        (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), User, "900000001"))).Dispose();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync(), User, "900000002");
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);
        await using PooledBrowserContext chromium = await Chromium.OpenAsync();
        IPage page = await OpenPageAsync(chromium, browser);

        await page.GotoAsync(new Uri(host.Address, answer.Headers.Location!).AbsoluteUri);

        await Assertions.Expect(page.GetByRole(AriaRole.Button)).ToContainTextAsync("MMM");
        await new Camera(page).CheckAsync("31-page-long-names");
    }

    [Test]
    public async Task Leads_from_every_end_to_a_connection()
    {
        await using World world = await World.StartAsync();

        await world.ConnectAsync("one@example.com");
        await world.PressAsync("Reject");
        await world.ShowsAsync("You rejected the request.");
        world.Page.Url.Should().NotContain("error=").And.NotContain("state=");

        await world.OpenAsync("/bigin/callback?code=1000.x&state=unknown&location=us");
        await world.ShowsAsync("This connection request was not found.");
        world.Page.Url.Should().NotContain("code=");

        world.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        await world.OpenAsync("/bigin/connect");
        await world.PressAsync("Accept");
        await world.ShowsAsync("You accepted, and Bigin did not respond to this application.");

        await world.Page.GetByRole(AriaRole.Link, new() { Name = "Connect again" }).ClickAsync();
        await world.PressAsync("Accept");
        await Assertions.Expect(world.Page.GetByText("The start page")).ToBeVisibleAsync();
        world.Errors.Should().BeEmpty();
    }

    [Test]
    public async Task Asks_which_organization_to_keep()
    {
        await using World world = await World.StartAsync();
        await world.ConnectAsync("three@example.com", "Acorn Books");
        await world.PressAsync("Accept");
        await world.OpenAsync("/bigin/connect");
        await world.PickAsync("Birch Bicycles");
        await world.PressAsync("Accept");

        await world.ShowsAsync("You picked another organization than the connected one.");
        await world.Page.ReloadAsync();
        await world.PressAsync("Switch to Birch Bicycles");
        await world.PickAsync("Birch Bicycles");
        await world.PressAsync("Accept");

        await Assertions.Expect(world.Page.GetByText("The start page: Birch Bicycles")).ToBeVisibleAsync();
        world.Errors.Should().BeEmpty();
    }

    // The same user as that browser's.
    private static async Task<IPage> OpenPageAsync(PooledBrowserContext chromium, WebBrowser browser)
    {
        IPage page = await chromium.NewPageAsync();
        await page.SetExtraHTTPHeadersAsync([new("X-User", browser.User!)]);
        return page;
    }

    private static async Task<string> GetBackgroundAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        return await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    private sealed class World(BiginEmulator emulator, WebApplication app, PooledBrowserContext browser, IPage page) : IAsyncDisposable
    {
        internal BiginEmulator Emulator { get; } = emulator;

        internal IPage Page { get; } = page;

        internal ConcurrentQueue<string> Errors { get; } = new();

        internal static async Task<World> StartAsync()
        {
            BiginEmulator emulator = await BiginEmulator.StartAsync(settings => settings.CodesPerTenMinutes = 100);
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            int port = FreePorts.Take(); // the redirect URI has to be known before the application starts
            builder.Configuration["urls"] = $"http://localhost:{port}";
            builder.Logging.ClearProviders();
            builder.Services.AddDataProtection();
            builder.Services.AddBiginOAuth(settings =>
            {
                settings.RedirectUri = new Uri($"http://localhost:{port}/bigin/callback");
                settings.Scopes.Add(BiginScopes.Org.Read);
                settings.ForceConsent = true;
            }).UseEmulator(emulator);
            WebApplication app = builder.Build();
            app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new("default"));
            app.MapGet("/", async (BiginConnections connections) => Results.Content(
                $"<!doctype html><html lang=\"en\"><title>Start</title><link rel=\"icon\" href=\"data:,\"><main><h1>The start page: {(await connections.FindAsync("default"))?.Organization?.Name}</h1></main></html>", "text/html"));
            await app.StartAsync();
            PooledBrowserContext browser = await Chromium.OpenAsync();
            IPage page = await browser.NewPageAsync();
            var world = new World(emulator, app, browser, page);
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                {
                    world.Errors.Enqueue(message.Text);
                }
            };
            return world;
        }

        internal Task<IResponse?> OpenAsync(string path) => Page.GotoAsync(new Uri(new Uri(app.Urls.Single()), path).AbsoluteUri);

        internal async Task ConnectAsync(string user, string? organization = null)
        {
            await OpenAsync("/bigin/connect");
            await Page.GetByLabel("E-mail address").FillAsync(user);
            await PressAsync("Next");
            if (organization is not null)
            {
                await PickAsync(organization);
            }
        }

        internal async Task PickAsync(string organization)
        {
            await Page.GetByRole(AriaRole.Radio, new() { Name = organization }).CheckAsync();
            await PressAsync("Submit");
        }

        internal Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

        internal Task ShowsAsync(string heading) => Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            await app.DisposeAsync();
            await Emulator.DisposeAsync();
        }
    }
}
