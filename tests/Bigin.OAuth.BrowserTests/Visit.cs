namespace Bigin.OAuth.BrowserTests;

/// <summary>A person at a fresh browser, in front of a fresh sample.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Visit(Sample sample, IBrowserContext context, IPage page) => (Sample, _context, Page) = (sample, context, page);

    internal Sample Sample { get; }

    internal IPage Page { get; }

    internal ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    internal static async Task<Visit> StartAsync(BrowserNewContextOptions? options = null, params string[] settings)
    {
        return await OpenAsync(await Sample.StartAsync(settings), options);
    }

    /// <summary>A person at a sample that finds what an earlier one has left in a folder.</summary>
    internal static async Task<Visit> StartAsync(DirectoryInfo data) => await OpenAsync(await Sample.StartAgainAsync(data), null);

    private static async Task<Visit> OpenAsync(Sample sample, BrowserNewContextOptions? options)
    {
        IBrowserContext context = await Chromium.Browser.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(sample.Address.AbsoluteUri);
        return new Visit(sample, context, page);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await Sample.DisposeAsync();
    }

    internal Task ConnectAsync() => PressAsync("Connect Bigin");

    internal async Task SignInAsync(string email)
    {
        await Page.GetByLabel("E-mail address").FillAsync(email);
        await PressAsync("Next");
    }

    internal async Task PickAsync(string organization)
    {
        await Page.GetByRole(AriaRole.Radio, new() { Name = organization }).CheckAsync();
        await PressAsync("Submit");
    }

    internal Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    internal Task ExpectAsync(string heading) => Assertions.Expect(Heading).ToHaveTextAsync(heading);

    internal Task ExpectTextAsync(string text) => Assertions.Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(text);

    internal Task ExpectFactAsync(string name, string value) =>
        Assertions.Expect(Page.Locator($"dt:text-is('{name}') + dd")).ToHaveTextAsync(value);

    /// <summary>Changes the address that Bigin sends the browser back to, as someone on the way could.</summary>
    internal Task TamperAsync(Func<string, string> change) => Page.RouteAsync("**/oauth/v2/approve?*", async route =>
    {
        IAPIResponse answer = await route.FetchAsync(new() { MaxRedirects = 0 });
        Dictionary<string, string> headers = new(answer.Headers, StringComparer.OrdinalIgnoreCase);
        if (headers.TryGetValue("Location", out string? location))
        {
            headers["Location"] = change(location);
        }

        await route.FulfillAsync(new() { Response = answer, Headers = headers });
    });
}
