using System.Collections.Concurrent;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The page of a host that has no page of its own, such as that of the quick start.</summary>
[TestOf(typeof(ConnectPage))]
public sealed class The_page_for_people
{
    [TestCaseSource(typeof(Camera), nameof(Camera.Devices))]
    public async Task Is_accessible_and_fits_the_screen_for_every_outcome(string device, int width, ColorScheme scheme)
    {
        await using World world = await World.StartAsync(new() { ViewportSize = new() { Width = width, Height = 700 }, ColorScheme = scheme });
        var camera = new Camera(world.Page, device);

        await world.ConnectAsync("one@example.com");
        await world.PressAsync("Reject");
        await world.ShowsAsync("You rejected the request.");
        await camera.CheckAsync("30-page-rejected");
        world.Page.Url.Should().NotContain("error=").And.NotContain("state=");

        await world.OpenAsync("/bigin/callback?code=1000.x&state=unknown&location=us");
        await world.ShowsAsync("This connection request was not found.");
        await camera.CheckAsync("31-page-not-found");
        world.Page.Url.Should().NotContain("code=");

        world.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        await world.OpenAsync("/bigin/connect");
        await world.PressAsync("Accept");
        await world.ShowsAsync("You accepted, and Bigin did not respond to this application.");
        await camera.CheckAsync("32-page-unavailable");

        await world.Page.GetByRole(AriaRole.Link, new() { Name = "Connect again" }).ClickAsync();
        await world.PressAsync("Accept");
        await Assertions.Expect(world.Page.GetByText("The start page")).ToBeVisibleAsync();
        world.Errors.Should().BeEmpty();
    }

    [TestCaseSource(typeof(Camera), nameof(Camera.Devices))]
    public async Task Asks_which_organization_to_keep(string device, int width, ColorScheme scheme)
    {
        await using World world = await World.StartAsync(new() { ViewportSize = new() { Width = width, Height = 700 }, ColorScheme = scheme });
        await world.ConnectAsync("three@example.com", "Acorn Books");
        await world.PressAsync("Accept");
        await world.OpenAsync("/bigin/connect");
        await world.PickAsync("Birch Bicycles");
        await world.PressAsync("Accept");

        await world.ShowsAsync("You picked another organization than the connected one.");
        await new Camera(world.Page, device).CheckAsync("33-page-another-organization");
        await world.Page.ReloadAsync();
        await world.PressAsync("Switch to Birch Bicycles");
        await world.PickAsync("Birch Bicycles");
        await world.PressAsync("Accept");

        await Assertions.Expect(world.Page.GetByText("The start page: Birch Bicycles")).ToBeVisibleAsync();
        world.Errors.Should().BeEmpty();
    }

    private sealed class World(BiginEmulator emulator, WebApplication app, IBrowserContext context, IPage page) : IAsyncDisposable
    {
        internal BiginEmulator Emulator { get; } = emulator;

        internal IPage Page { get; } = page;

        internal ConcurrentQueue<string> Errors { get; } = new();

        internal static async Task<World> StartAsync(BrowserNewContextOptions options)
        {
            BiginEmulator emulator = await BiginEmulator.StartAsync(settings => settings.CodesPerTenMinutes = 100);
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            int port = FreePort();
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
            IBrowserContext context = await Chromium.Browser.NewContextAsync(options);
            IPage page = await context.NewPageAsync();
            var world = new World(emulator, app, context, page);
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
            await context.DisposeAsync();
            await app.DisposeAsync();
            await Emulator.DisposeAsync();
        }

        // The redirect URI has to be known before the application starts.
        private static int FreePort()
        {
            using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
