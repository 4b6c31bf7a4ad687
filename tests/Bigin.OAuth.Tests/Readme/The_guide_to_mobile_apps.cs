using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bigin.OAuth.Emulator;
using Invoices;

namespace Bigin.OAuth.Tests.Readme;

public sealed partial class The_guide_to_mobile_apps
{
    private BiginEmulator _emulator = null!;
    private GuideApp _app = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _emulator = await BiginEmulator.StartAsync();
        _app = await GuideApp.StartAsync(_emulator, MobileGuide.AddServices, MobileGuide.Map);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _app.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Test]
    public async Task Connects_by_the_browser_of_the_system_and_comes_back_to_the_app()
    {
        using HttpClient phone = await SignInAsync("anna", "tenant-42");
        BiginLink link = await StartAsync(phone);

        string query = await BrowseAsync(await _emulator.AcceptAsync(link.Url, "one@example.com"));
        BiginState state = await AnswerAsync(phone, link.Attempt, query);

        state.Should().Be(new BiginState("connected", "Acorn Books"));
        (await _app.Connections.FindAsync("tenant-42")).Should().NotBeNull();
    }

    [Test]
    public async Task Says_that_the_person_rejected()
    {
        using HttpClient phone = await SignInAsync("anna", "tenant-42");
        BiginLink link = await StartAsync(phone);

        string query = await BrowseAsync(await _emulator.RejectAsync(link.Url, "one@example.com"));

        (await AnswerAsync(phone, link.Attempt, query)).Should().Be(new BiginState("denied"));
    }

    [TestCase("anna", "tenant-43")]
    [TestCase("bert", "tenant-42")]
    public async Task Takes_no_answer_to_the_link_of_another_user(string user, string tenant)
    {
        using HttpClient mallory = await SignInAsync("anna", "tenant-42");
        using HttpClient phone = await SignInAsync(user, tenant);
        BiginLink link = await StartAsync(mallory);
        string query = await BrowseAsync(await _emulator.AcceptAsync(link.Url, "one@example.com"));

        using HttpResponseMessage withHerAttempt = await phone.PostAsJsonAsync("/bigin/answers", new BiginAnswer(link.Attempt, query));
        BiginState withTheirOwn = await AnswerAsync(phone, (await StartAsync(phone)).Attempt, query);

        withHerAttempt.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        withTheirOwn.Should().Be(new BiginState("start-again"));
        _emulator.Requests.Should().NotContain(request => request.Path == "/oauth/v2/token");
    }

    [Test]
    public async Task Sends_a_code_once()
    {
        using HttpClient phone = await SignInAsync("anna", "tenant-42");
        BiginLink link = await StartAsync(phone);
        string query = await BrowseAsync(await _emulator.AcceptAsync(link.Url, "one@example.com"));
        await AnswerAsync(phone, link.Attempt, query);

        BiginState again = await AnswerAsync(phone, link.Attempt, query);

        again.Should().Be(new BiginState("failed"));
        _emulator.Requests.Should().ContainSingle(request => request.Path == "/oauth/v2/token");
    }

    [Test]
    public async Task Writes_a_page_from_which_nothing_breaks_out()
    {
        using GuideBrowser browser = _app.Browse();

        using HttpResponseMessage page = await browser.GetAsync("/bigin/callback?code=1000.x\"><script>alert(1)</script>&state='");

        string html = await page.Content.ReadAsStringAsync();
        html.Should().NotContain("<script").And.NotContain("'");
        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        page.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
    }

    [Test]
    public async Task Needs_the_token_at_both_ends()
    {
        using var stranger = new HttpClient { BaseAddress = _app.Address };

        using HttpResponseMessage start = await stranger.PostAsync("/bigin/links", null);
        using HttpResponseMessage answer = await stranger.PostAsJsonAsync("/bigin/answers", new BiginAnswer("", ""));

        (start.StatusCode, answer.StatusCode).Should().Be((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
    }

    private async Task<HttpClient> SignInAsync(string user, string tenant)
    {
        var phone = new HttpClient { BaseAddress = _app.Address };
        JsonElement tokens = await phone.GetFromJsonAsync<JsonElement>($"/token?user={user}&tenant={tenant}");
        phone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return phone;
    }

    private static async Task<BiginLink> StartAsync(HttpClient phone)
    {
        using HttpResponseMessage answer = await phone.PostAsync("/bigin/links", null);
        return (await answer.Content.ReadFromJsonAsync<BiginLink>())!;
    }

    private static async Task<BiginState> AnswerAsync(HttpClient phone, string attempt, string query)
    {
        using HttpResponseMessage answer = await phone.PostAsJsonAsync("/bigin/answers", new BiginAnswer(attempt, query));
        return (await answer.Content.ReadFromJsonAsync<BiginState>())!;
    }

    // The browser of the system has neither the token nor a cookie. It ends at the link of the app, which gets the query.
    private async Task<string> BrowseAsync(Uri redirect)
    {
        using GuideBrowser browser = _app.Browse();
        using HttpResponseMessage page = await browser.GetAsync(redirect);
        string address = WebUtility.HtmlDecode(AppLink().Match(await page.Content.ReadAsStringAsync()).Groups["address"].Value);
        address.Should().StartWith("com.example.invoices:/bigin?");
        return new Uri(address).Query;
    }

    [GeneratedRegex("href=\"(?<address>[^\"]+)\"")]
    private static partial Regex AppLink();
}
