using System.Text.Json;
using Deque.AxeCore.Commons;

namespace Bigin.OAuth.BrowserTests;

/// <summary>Checks a page for accessibility and for its width on each device, and keeps pictures of it in artifacts/screenshots.</summary>
internal sealed class Camera(IPage page)
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly string Folder = Repository.GetPath("artifacts", "screenshots");

    // Each width and each scheme once; BIGIN_FULL=1 has each width in each scheme.
    private static readonly (string Name, int Width, ColorScheme Scheme)[] Devices =
    [
        ("desktop-light", 1280, ColorScheme.Light),
        ("phone-dark", 320, ColorScheme.Dark),
        .. SuiteSize.IsFull ? [("desktop-dark", 1280, ColorScheme.Dark), ("phone-light", 320, ColorScheme.Light)] : Array.Empty<(string, int, ColorScheme)>(),
    ];

    internal async Task CheckAsync(string name)
    {
        // By the page itself: on a busy machine Playwright may miss the event, and wait for it without end.
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
        // By axe itself: Deque's package for Playwright opens a page for each look, and waits for its network to be idle.
        await page.EvaluateAsync(Axe);
        foreach ((string device, int width, ColorScheme scheme) in Devices)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 800);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{device}.png"), FullPage = true });
            await CheckNowAsync($"{name} on {device}");
        }
    }

    private async Task CheckNowAsync(string name)
    {
        bool fits = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
        fits.Should().BeTrue($"{name} must not scroll sideways");

        JsonElement result = (await page.EvaluateAsync("() => axe.run({ resultTypes: ['violations'] }).then(({ passes, violations }) => ({ passes: passes.length, violations }))"))!.Value;
        result.GetProperty("passes").GetInt32().Should().BePositive("axe has run");
        result.GetProperty("violations").EnumerateArray()
            .Select(violation => $"{violation.GetProperty("impact")}: {violation.GetProperty("id")}: {string.Join(" | ", violation.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html")))}")
            .Should().BeEmpty($"{name} has to be accessible");
    }
}
