using System.Collections.Concurrent;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The one Chromium that all tests share, each with cookies and pages of its own.</summary>
[SetUpFixture]
public sealed class Chromium
{
    private const string PathVariable = "CHROMIUM_PATH";

    // The headless shell draws no windows, and does the same pages with half the work.
    private static readonly string[] Paths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    private static readonly ConcurrentBag<PooledBrowserContext> IdleContexts = [];
    private static readonly ConcurrentBag<PooledBrowserContext> IdleContextsWithoutScript = [];

    /// <summary>Opens the browser of one person, who has been nowhere. Nothing in it gives up before a hang would end.</summary>
    internal static Task<PooledBrowserContext> OpenAsync() => OpenAsync(IdleContexts, javaScriptEnabled: true);

    /// <summary>Opens the browser of one person who has switched scripts off.</summary>
    internal static Task<PooledBrowserContext> OpenWithoutScriptAsync() => OpenAsync(IdleContextsWithoutScript, javaScriptEnabled: false);

    private static async Task<PooledBrowserContext> OpenAsync(ConcurrentBag<PooledBrowserContext> pool, bool javaScriptEnabled)
    {
        if (pool.TryTake(out PooledBrowserContext? idle))
        {
            return idle;
        }

        IBrowser browser = _browser ?? throw new InvalidOperationException("Chromium is not running.");
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            JavaScriptEnabled = javaScriptEnabled,
            ViewportSize = new() { Width = 640, Height = 320 }, // A small one saves painting. Camera sets its own.
        });
        context.SetDefaultTimeout((float)Hang.Limit.TotalMilliseconds);
        return await PooledBrowserContext.StartAsync(context, pool);
    }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        string path = Environment.GetEnvironmentVariable(PathVariable) ?? Array.Find(Paths, File.Exists) ?? Paths[^1];
        if (!File.Exists(path))
        {
            Missing.Skip($"There is no Chromium at {path}. Install it with 'apt-get install chromium-headless-shell', or set {PathVariable} to where it is.");
        }

        // What a page doesn't show by then it never shows.
        Assertions.SetDefaultExpectTimeout((float)Hang.Limit.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Timeout = (float)Hang.Limit.TotalMilliseconds,
            Args =
            [
                .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
                // Otherwise each step between the application and Bigin starts a process. It changes nothing of cookies, which are held apart by site anyway.
                "--disable-site-isolation-trials", "--renderer-process-limit=1",
                // These save a third of the work per page. The network and the GPU need no processes of their own, and RenderDocument,
                // which replaces the frame on each navigation within a site, is limited to frames that crashed.
                // Chromium reads only the last --enable-features, so this one repeats the feature that Playwright enables.
                "--enable-features=CDPScreenshotNewSurface,NetworkServiceInProcess2,RenderDocument:level/crashed-frame", "--in-process-gpu",
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
