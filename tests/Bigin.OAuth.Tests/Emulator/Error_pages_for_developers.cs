using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Error_pages_for_developers
{
    [TestCase("client_id=1000.NOBODY", new[] { "Invalid Client", "Setting", "ClientId, Clients", "Sent: client_id", "1000.NOBODY", "1000.EMULATOR0000000000000000000000 (ServerBased)" })]
    [TestCase("redirect_uri=http%3A%2F%2Flocalhost%3A5999%2Fother", new[] { "Invalid Redirect Uri", "RedirectUris", "http://localhost:5999/other", "http://localhost:5999/bigin/callback" })]
    [TestCase("scope=ZohoBigin.nothing.READ", new[] { "Invalid OAuth scope", "AdditionalScopes", "Correct or remove: ZohoBigin.nothing.READ." })]
    [TestCase("response_type=token", new[] { "An error occurred", "Send response_type=code." })]
    [TestCase("response_type=", new[] { "Invalid response type", "Send response_type." })]
    public async Task Say_what_was_sent_what_is_registered_and_which_setting_it_is(string change, string[] expected)
    {
        await using Host host = await Host.StartAsync(options => options.RedirectUris.Add(Host.RedirectUri));
        using var visitor = new Visitor();
        var link = new UriBuilder(host.Links.Build().Url);
        var query = HttpUtility.ParseQueryString(link.Query);
        query[change.Split('=')[0]] = HttpUtility.UrlDecode(change[(change.IndexOf('=') + 1)..]);
        link.Query = query.ToString();

        string page = HttpUtility.HtmlDecode(await (await visitor.Http.GetAsync(link.Uri)).Content.ReadAsStringAsync());

        page.Should().ContainAll(expected).And.Contain("Only the emulator shows this.").And.Contain("href=\"http://localhost:5999/\"", "there is a way back");
    }

    [TestCase("a request that isn't a GET", "POST", "/oauth/v2/auth", "400", "Send a GET request", "/")]
    [TestCase("a parameter twice", "GET", "/oauth/v2/auth?state=a&state=b", "An error occurred", "Send each parameter once. Sent more than once: state.", "/")]
    [TestCase("another site's consent", "POST", "/oauth/v2/approve", "An error occurred", "Open the page again and press its button", "http://localhost:5999/")]
    [TestCase("another site's sign-in", "POST", "/signin", "An error occurred", "Open the page again and press its button", "/")]
    [TestCase("another site's sign-out", "POST", "/signout", "An error occurred", "Open the page again and press its button", "/")]
    [TestCase("another site's self client", "POST", "/console/organization", "An error occurred", "Open the page again and press its button", "/console")]
    [TestCase("another site's code", "POST", "/console/code", "An error occurred", "Open the page again and press its button", "/console")]
    public async Task Say_what_to_do_after(string what, string method, string path, string title, string fix, string back)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        var address = new Uri(path == "/oauth/v2/approve" ? host.Links.Build().Url.OriginalString.Replace("/auth?", "/approve?") : new Uri(host.Links.Build().Url, path).OriginalString);

        HttpResponseMessage response = await visitor.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), address) { Content = method == "GET" ? null : new FormUrlEncodedContent([]) });
        string page = HttpUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        page.Should().ContainAll($"<h1>{title}</h1>", "What to do", fix, "Setting", "None. Bigin refuses this too.").And.Contain($"href=\"{back}\"", what);
        host.Emulator.Requests[^1].Outcome.Should().Be(title);
    }

    [TestCase("/oauth/v2/approve", "http://localhost:5999/")]
    [TestCase("/console/code", "/console")]
    public async Task Say_which_organizations_the_user_has(string path, string back)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        Uri link = host.Links.Build().Url;
        HttpResponseMessage consent = await visitor.FollowAsync(await visitor.SignInAsync(link, "one@example.com"));
        HttpResponseMessage form = path == "/console/code" ? await visitor.SubmitAsync(
            await visitor.Http.GetAsync(new Uri(link, "/console")), new() { ["scopes"] = BiginScopes.Org.Read, ["minutes"] = "3" }, form: 1) : consent;

        HttpResponseMessage response = await visitor.SubmitAsync(form, new() { ["organization"] = "700000102", ["decision"] = "accept" }, form: path == "/console/code" ? 0 : 1);
        string page = HttpUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        page.Should().ContainAll("does not belong to this organization", "Setting", "Users", "Sent: organization", "700000102", "Registered", "Acorn Books (700000101)").And.Contain($"href=\"{back}\"");
        host.Emulator.Requests[^1].Outcome.Should().Be("An error occurred");
    }

    [Test]
    public async Task Of_the_console_lead_back_to_it_and_are_in_the_journal()
    {
        await using Host host = await Host.StartAsync(options =>
        {
            options.CodesPerTenMinutes = 1;
            options.Clients.Remove(options.Clients.Single(client => client.Type == EmulatorClientType.SelfClient));
            options.Clients.Add(new EmulatorClient("1000.US", "secret", EmulatorClientType.SelfClient) { DataCenters = ["us"] });
        });
        var console = new Uri(host.Emulator.DataCenters[0].AccountsServer, "/console");
        Dictionary<string, string> answers = new() { ["scopes"] = BiginScopes.Org.Read, ["minutes"] = "3" };

        using var one = new Visitor();
        HttpResponseMessage form = await one.FollowAsync(await one.SignInAsync(console, "one@example.com"));
        HttpResponseMessage portal = await one.SubmitAsync(form, answers, form: 1);
        await one.SubmitAsync(portal, new() { ["organization"] = "700000101" });
        string limit = await (await one.SubmitAsync(portal, new() { ["organization"] = "700000101" })).Content.ReadAsStringAsync();
        using var europe = new Visitor();
        string noClient = await (await europe.FollowAsync(await europe.SignInAsync(console, "europe@example.com"))).Content.ReadAsStringAsync();
        using var none = new Visitor();
        HttpResponseMessage noOrganization = await none.SubmitAsync(await none.FollowAsync(await none.SignInAsync(console, "none@example.com")), answers, form: 1);

        limit.Should().ContainAll("Access Denied", "CodesPerTenMinutes", "possible in 10 minutes", "href=\"/console\"");
        noClient.Should().ContainAll("No self client", "Clients", "Switch user", "href=\"/\"");
        (await noOrganization.Content.ReadAsStringAsync()).Should().ContainAll("belongs to no Bigin organization", "Users", "Switch user", "href=\"/console\"");
        host.Emulator.Requests.Select(request => request.Outcome).OfType<string>().Should().Equal("code issued", "Access Denied", "no self client", "no organization");
    }

    [Test]
    public async Task Say_when_the_next_code_is_possible()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = 1);
        using var visitor = new Visitor();
        host.Emulator.Clock.Stop();
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(150));
        Uri link = host.Links.Build().Url;

        string page = await (await visitor.FollowAsync(await visitor.SignInAsync(link, "one@example.com"))).Content.ReadAsStringAsync();

        page.Should().Contain("Access Denied").And.Contain("CodesPerTenMinutes").And.Contain("possible in 8 minutes").And.Contain("href=\"http://localhost:5999/\"");
    }

    [TestCase("https://evil.example/callback")]
    [TestCase("javascript:alert(1)")]
    public async Task Link_to_no_address_of_another_machine(string redirectUri)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        string page = await (await visitor.Http.GetAsync(new Uri(
            host.Emulator.DataCenters[0].AccountsServer, $"/oauth/v2/auth?redirect_uri={Uri.EscapeDataString(redirectUri)}"))).Content.ReadAsStringAsync();

        page.Should().Contain("Sent: redirect_uri").And.NotContain("href=\"https://evil").And.NotContain("href=\"javascript");
    }
}
