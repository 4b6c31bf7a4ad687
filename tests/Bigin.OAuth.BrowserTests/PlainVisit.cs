using AngleSharp.Dom;

namespace Bigin.OAuth.BrowserTests;

/// <summary>A person at a fresh sample, with a browser that draws nothing.</summary>
internal sealed class PlainVisit : IAsyncDisposable
{
    private readonly HttpClient _http;

    private PlainVisit(SampleHere sample, HttpClient http) => (Sample, _http, Browser) = (sample, http, new(http));

    internal SampleHere Sample { get; }

    internal PlainBrowser Browser { get; }

    /// <summary>A person at a sample of their own.</summary>
    internal static async Task<PlainVisit> StartAsync(params string[] settings)
    {
        var visit = new PlainVisit(await SampleHere.StartAsync(settings), PlainBrowser.CreateHttpClient());
        await visit.OpenAsync("/");
        return visit;
    }

    /// <summary>A person at a sample of their own, where Contoso is connected. It is for tests of what comes afterwards, and shows no page of Bigin.</summary>
    internal static async Task<PlainVisit> StartConnectedAsync(params string[] settings)
    {
        var visit = new PlainVisit(await SampleHere.StartAsync(settings), PlainBrowser.CreateHttpClient());
        Uri link = await visit.Browser.FindRedirectAsync(new Uri(visit.Sample.Address, "/bigin/connect?tenant=contoso"));
        await visit.Browser.OpenAsync(await visit.Sample.Emulator.AcceptAsync(link, "one@example.com"));
        visit.ExpectConnected();
        return visit;
    }

    /// <summary>Gives the same person in a second tab.</summary>
    internal PlainVisit OpenTab() => new(Sample, _http);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Sample.DisposeAsync();
    }

    internal Task OpenAsync(string path) => Browser.OpenAsync(new Uri(Sample.Address, path));

    internal Task ReloadAsync() => Browser.OpenAsync(new Uri(Browser.Document.Url));

    internal IElement Card(string tenant = "Contoso") => Browser.Find("article", tenant);

    internal Task ConnectAsync(string tenant = "Contoso") =>
        Browser.FollowAsync(Card(tenant).QuerySelector("a[href^='/bigin/connect']").Should().BeAssignableTo<IElement>().Subject);

    /// <summary>Connects Contoso by its one member, on the pages of both.</summary>
    internal async Task ConnectAndAcceptAsync()
    {
        await ConnectAsync();
        await SignInAsync("one@example.com");
        await PressAsync("Accept");
        ExpectConnected();
    }

    /// <summary>Disconnects, and confirms it on the page that asks.</summary>
    internal async Task DisconnectAsync(string tenant = "Contoso")
    {
        await FollowAsync($"Disconnect {tenant}");
        Expect($"Disconnect {tenant}?");
        await PressAsync("Disconnect");
    }

    internal Task SignInAsync(string email)
    {
        Browser.FindField("E-mail address").Value = email;
        return PressAsync("Next");
    }

    internal Task PickAsync(string organization)
    {
        Browser.FindField(organization).IsChecked = true;
        return PressAsync("Submit");
    }

    internal Task PressAsync(string button) => Browser.PressAsync(Browser.Find("button", button));

    internal Task FollowAsync(string link) => Browser.FollowAsync(Browser.Find("a", link));

    internal void Expect(string heading) => GetText("h1").Should().Be(heading, "the page says: {0}", Main);

    internal void ExpectText(string text) => Main.Should().Contain(text);

    internal void ExpectConnected(string tenant = "Contoso")
    {
        GetText("[role=status]").Should().Be($"{tenant} is connected.", "the page says: {0}", Main);
        ExpectState("Connected", tenant);
    }

    internal void ExpectState(string state, string tenant = "Contoso") => PlainBrowser.GetText(Card(tenant).QuerySelector(".state")!).Should().Be(state);

    internal void ExpectFact(string name, string value) =>
        PlainBrowser.GetText(Browser.Find("dt", name).NextElementSibling.Should().BeAssignableTo<IElement>().Subject).Should().Be(value);

    private string Main => GetText("main");

    private string GetText(string selector) => Browser.Document.QuerySelector(selector) is { } element ? PlainBrowser.GetText(element) : $"no {selector}";
}
