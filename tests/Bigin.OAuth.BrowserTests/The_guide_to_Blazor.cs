using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.BrowserTests;

// Its rows share one application, whose warnings they count, and come one after another.
[Parallelizable(ParallelScope.Self)]
[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class The_guide_to_Blazor
{
    private static GuideProcess? _shared;

    // Otherwise Bigin would remember the consent of the first row, and not ask in the others.
    [OneTimeSetUp]
    public static async Task StartAsync() => _shared = await GuideProcess.StartAsync("Bigin.OAuth.BlazorGuide", "--Bigin:ForceConsent=true");

    [OneTimeTearDown]
    public static async Task EndAsync() => await _shared!.DisposeAsync();

    [Test]
    public void Has_the_page_of_the_application()
    {
        string guide = Repository.Read("docs", "blazor.md");

        guide.Should().Contain($"```razor\n{Repository.Read("tests", "Bigin.OAuth.BlazorGuide", "Components", "Pages", "Settings.razor")}```");
    }

    [Test]
    public async Task Connects_and_calls_Bigin_from_a_component()
    {
        await using GuideProcess app = await GuideProcess.StartAsync("Bigin.OAuth.BlazorGuide");
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();

        await page.GotoAsync(new Uri(app.Address, "/settings").AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect Bigin" }).ClickAsync();
        await AcceptAsync(page);

        await Assertions.Expect(page.GetByText("Connected to Acorn Books.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("pre")).ToHaveTextAsync("");
        await ClickUntilAsync(page.GetByRole(AriaRole.Button, new() { Name = "Load the organization" }), page.Locator("pre"), "company_name");
        page.Url.Should().Be(new Uri(app.Address, "/settings").AbsoluteUri);
    }

    [TestCase("#not-enhanced", 0)]
    [TestCase("#load", 0)]
    [TestCase("#plain", 1)]
    [TestCase("#navigate", 1)]
    public async Task Leads_to_Bigin_by_every_link_and_warns_of_those_that_are_fetched_first(string link, int fetches)
    {
        int warningsBefore = CountWarnings();
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();
        var requests = new ConcurrentQueue<string>();
        page.Request += (_, request) => requests.Enqueue($"{request.ResourceType} {new Uri(request.Url).AbsolutePath}");

        await page.GotoAsync(new Uri(_shared!.Address, "/links").AbsoluteUri);
        await Assertions.Expect(page.Locator("#load")).ToBeEnabledAsync();
        await page.Locator(link).ClickAsync();
        await AcceptAsync(page);
        await Assertions.Expect(page.GetByText("Connected to Acorn Books.")).ToBeVisibleAsync();

        requests.Count(request => request == "document /bigin/connect").Should().Be(1);
        requests.Count(request => request == "fetch /bigin/connect").Should().Be(fetches);
        CountWarnings().Should().Be(warningsBefore + fetches);
    }

    private static int CountWarnings() => _shared!.Lines.Count(line => Regex.IsMatch(line, @"warn: Bigin\.OAuth\.AspNetCore\[41\]"));

    internal static async Task AcceptAsync(IPage page)
    {
        await page.GetByLabel("E-mail address").FillAsync("one@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
    }

    // Until the circuit is there, a click on what was rendered ahead does nothing.
    private static async Task ClickUntilAsync(ILocator button, ILocator place, string text)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (!(await place.TextContentAsync())!.Contains(text, StringComparison.Ordinal))
        {
            await button.ClickAsync();
            await Task.Delay(100, hang.Token);
        }
    }
}
