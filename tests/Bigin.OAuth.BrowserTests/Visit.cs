using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Bigin.OAuth.BrowserTests;

/// <summary>A person at a fresh browser, in front of a fresh sample.</summary>
internal sealed partial class Visit : IAsyncDisposable
{
    private readonly PooledBrowserContext _browser;
    private readonly IAsyncDisposable[] _owned;
    private readonly ConcurrentQueue<string> _opened;

    private Visit(ISample sample, PooledBrowserContext browser, IPage page, ConcurrentQueue<string> opened, params IAsyncDisposable[] owned)
    {
        (Sample, _browser, Page, _opened, _owned) = (sample, browser, page, opened, owned);
        page.Request += (_, request) => opened.Enqueue(request.Url);
    }

    internal ISample Sample { get; }

    internal Uri Address => Sample.Address;

    internal IPage Page { get; }

    internal ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The last address to which Bigin has sent the browser back. It is in no history.</summary>
    internal string CallbackAddress => _opened.Last(address => address.StartsWith($"{Address.AbsoluteUri}bigin/callback", StringComparison.Ordinal));

    /// <summary>A person at a sample of their own, in this process.</summary>
    internal static async Task<Visit> StartAsync()
    {
        SampleHere sample = await SampleHere.StartAsync();
        return await OpenAsync(sample, await Chromium.OpenAsync());
    }

    /// <summary>A person at a sample of their own, where Contoso is connected. It is for tests of what comes afterwards, and shows no page of Bigin.</summary>
    internal static async Task<Visit> StartConnectedAsync()
    {
        SampleHere sample = await SampleHere.StartAsync();
        Visit visit = await CreateAsync(sample, await Chromium.OpenAsync());
        IAPIResponse answer = await visit._browser.Context.APIRequest.GetAsync(new Uri(sample.Address, "/bigin/connect?tenant=contoso").AbsoluteUri, new() { MaxRedirects = 0 });
        answer.Status.Should().Be(302);
        Uri redirect = await sample.Emulator.AcceptAsync(new Uri(answer.Headers["location"]), "one@example.com");
        await visit.Page.GotoAsync(redirect.AbsoluteUri);
        await visit.ExpectConnectedAsync();
        return visit;
    }

    /// <summary>A person who has switched scripts off, at a sample of their own.</summary>
    internal static async Task<Visit> StartWithoutScriptAsync()
    {
        SampleHere sample = await SampleHere.StartAsync();
        return await OpenAsync(sample, await Chromium.OpenWithoutScriptAsync());
    }

    /// <summary>A person at a sample that is a process of its own, for what only such a one has: an output, and an end without warning.</summary>
    internal static async Task<Visit> StartOutsideAsync()
    {
        Sample sample = await BrowserTests.Sample.StartAsync();
        return await OpenAsync(sample, await Chromium.OpenAsync());
    }

    private static async Task<Visit> OpenAsync(ISample sample, PooledBrowserContext browser)
    {
        Visit visit = await CreateAsync(sample, browser);
        await visit.OpenAsync("/");
        return visit;
    }

    private static async Task<Visit> CreateAsync(ISample sample, PooledBrowserContext browser) => new(sample, browser, await browser.NewPageAsync(), new(), browser, sample);

    /// <summary>Gives the same person in a second tab.</summary>
    internal async Task<Visit> OpenTabAsync()
    {
        var visit = new Visit(Sample, _browser, await _browser.NewPageAsync(), _opened);
        await visit.OpenAsync("/");
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable owned in _owned)
        {
            await owned.DisposeAsync();
        }
    }

    internal Task OpenAsync(string path) => Page.GotoAsync(new Uri(Address, path).AbsoluteUri);

    internal ILocator Card(string tenant = "Contoso") => Page.GetByRole(AriaRole.Article, new() { Name = tenant, Exact = true });

    internal Task ConnectAsync(string tenant = "Contoso") => Card(tenant).GetByRole(AriaRole.Link, new() { NameRegex = Connect() }).ClickAsync();

    /// <summary>Connects Contoso by its one member, on the pages of both.</summary>
    internal async Task ConnectAndAcceptAsync()
    {
        await ConnectAsync();
        await SignInAsync("one@example.com");
        await PressAsync("Accept");
        await ExpectConnectedAsync();
    }

    /// <summary>Disconnects, and confirms it on the page that asks.</summary>
    internal async Task DisconnectAsync(string tenant = "Contoso")
    {
        await FollowAsync($"Disconnect {tenant}");
        await ExpectAsync($"Disconnect {tenant}?");
        await PressAsync("Disconnect");
    }

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

    internal Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    internal Task ExpectAsync(string heading) => Assertions.Expect(Heading).ToHaveTextAsync(heading);

    internal Task ExpectTextAsync(string text) => Assertions.Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(text);

    internal async Task ExpectConnectedAsync(string tenant = "Contoso")
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync($"{tenant} is connected.");
        await ExpectStateAsync("Connected", tenant);
    }

    internal Task ExpectStateAsync(string state, string tenant = "Contoso") => Assertions.Expect(Card(tenant).Locator(".state")).ToHaveTextAsync(state);

    internal Task ExpectFactAsync(string name, string value) =>
        Assertions.Expect(Page.Locator($"dt:text-is('{name}') + dd")).ToHaveTextAsync(value);

    /// <summary>Changes the next address that Bigin sends the browser back to, as someone on the way could.</summary>
    internal Task TamperAsync(Func<string, string> change) => Page.RouteAsync("**/oauth/v2/approve?*", async route =>
    {
        IAPIResponse answer = await route.FetchAsync(new() { MaxRedirects = 0 });
        Dictionary<string, string> headers = new(answer.Headers, StringComparer.OrdinalIgnoreCase);
        if (headers.TryGetValue("Location", out string? location))
        {
            headers["Location"] = change(location);
        }

        await route.FulfillAsync(new() { Response = answer, Headers = headers });
    }, new() { Times = 1 });

    [GeneratedRegex("^Connect")]
    private static partial Regex Connect();
}
