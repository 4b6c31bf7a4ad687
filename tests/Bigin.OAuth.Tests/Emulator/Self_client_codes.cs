using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Self_client_codes
{
    [Test]
    public async Task Come_as_the_file_that_the_console_offers_and_are_exchanged_without_redirect_URI()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();

        JsonNode file = JsonNode.Parse(await host.Emulator.CreateSelfClientCodeAsync(
            "three@example.com", "Birch Bicycles", [BiginScopes.Org.Read, BiginScopes.Users.Read], TimeSpan.FromMinutes(5)))!;
        JsonNode tokens = JsonNode.Parse(await caller.AnswerAsync(Exchange(file)))!;

        file.AsObject().Select(field => field.Key).Should().Equal("scope", "expiry_time", "client_id", "client_secret", "code", "grant_type");
        file["scope"]!.ToJsonString().Should().Be("""["ZohoBigin.org.READ","ZohoBigin.users.READ"]""");
        ((long)file["expiry_time"]!).Should().Be(host.Emulator.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds());
        ((string)tokens["refresh_token"]!).Should().NotBeNullOrEmpty();
        string org = await (await caller.GetAsync("/bigin/v2/org", (string)tokens["access_token"]!)).Content.ReadAsStringAsync();
        org.Should().Contain("Birch Bicycles");
    }

    [Test]
    public async Task Bring_a_refresh_token_each_time()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        foreach (int _ in Enumerable.Range(0, 2))
        {
            JsonNode file = JsonNode.Parse(await host.Emulator.CreateSelfClientCodeAsync("one@example.com"))!;
            (await caller.AnswerAsync(Exchange(file))).Should().Contain("refresh_token");
        }
    }

    [TestCase(null, 179, true)]
    [TestCase(null, 180, false)]
    [TestCase(10, 599, true)]
    [TestCase(10, 600, false)]
    public async Task Live_as_long_as_was_chosen_and_three_minutes_by_default(int? minutes, int seconds, bool lives)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        JsonNode file = JsonNode.Parse(await host.Emulator.CreateSelfClientCodeAsync("one@example.com", validFor: minutes is { } x ? TimeSpan.FromMinutes(x) : null))!;

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await caller.AnswerAsync(Exchange(file))).Should().Contain(lives ? "access_token" : "invalid_code");
    }

    [Test]
    public async Task Work_once_and_at_the_users_data_center_only()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode file = JsonNode.Parse(await host.Emulator.CreateSelfClientCodeAsync("europe@example.com"))!;

        (await caller.AnswerAsync(Exchange(file))).Should().Be("""{"error":"invalid_client"}""", "the client is registered at the user's data center only");
        JsonNode tokens = JsonNode.Parse(await caller.AnswerAsync(Exchange(file), "eu"))!;
        (await caller.AnswerAsync(Exchange(file), "eu")).Should().Be("""{"error":"invalid_code"}""");
        Dictionary<string, string> refresh = Exchange(file);
        (refresh["grant_type"], refresh["refresh_token"]) = ("refresh_token", (string)tokens["refresh_token"]!);
        (await caller.AnswerAsync(refresh)).Should().Be("""{"error":"invalid_client"}""");
        (await caller.AnswerAsync(refresh, "eu")).Should().Contain("access_token");
    }

    [TestCase("client_secret", "another", "invalid_client_secret")]
    [TestCase("client_id", "1000.ANOTHER", "invalid_client")]
    [TestCase("client_id", "", "invalid_client")]
    [TestCase("code", "1000.another", "invalid_code")]
    public async Task Are_refused_with_another(string parameter, string value, string error)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode file = JsonNode.Parse(await host.Emulator.CreateSelfClientCodeAsync("one@example.com"))!;
        Dictionary<string, string> exchange = Exchange(file);
        exchange[parameter] = value;

        (await caller.AnswerAsync(exchange)).Should().Be($$"""{"error":"{{error}}"}""");
    }

    [TestCase("nobody@example.com", null, null, "*one@example.com*")]
    [TestCase("three@example.com", null, null, "*Birch Bicycles*")]
    [TestCase("one@example.com", "Birch Bicycles", null, "*Acorn Books*")]
    [TestCase("none@example.com", null, null, "*no organization*")]
    [TestCase("one@example.com", null, "ZohoBigin.nothing.READ", "*ZohoBigin.nothing.READ*AdditionalScopes*")]
    public async Task Need_a_user_an_organization_and_scopes_that_exist(string user, string? organization, string? scope, string message)
    {
        await using Host host = await Host.StartAsync();

        Func<Task> create = () => host.Emulator.CreateSelfClientCodeAsync(user, organization, scope is null ? null : [scope]);

        await create.Should().ThrowAsync<ArgumentException>().WithMessage(message);
    }

    [TestCase(0)]
    [TestCase(601)]
    public async Task Are_valid_for_ten_minutes_at_most(int seconds)
    {
        await using Host host = await Host.StartAsync();

        Func<Task> create = () => host.Emulator.CreateSelfClientCodeAsync("one@example.com", validFor: TimeSpan.FromSeconds(seconds));

        await create.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Test]
    public async Task Are_made_on_the_pages_of_the_console()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        using var caller = new Caller(host);

        HttpResponseMessage form = await visitor.FollowAsync(await visitor.SignInAsync(caller.Address("/console"), "three@example.com"));
        HttpResponseMessage portal = await visitor.SubmitAsync(form, new() { ["scopes"] = "ZohoBigin.org.READ, ZohoBigin.users.READ", ["minutes"] = "7" }, form: 1);
        HttpResponseMessage code = await visitor.SubmitAsync(portal, new() { ["organization"] = "700000103" });

        (await portal.Content.ReadAsStringAsync()).Should().Contain("Select portal").And.Contain("Cedar Ceramics");
        string page = await code.Content.ReadAsStringAsync();
        page.Should().Contain("Cedar Ceramics").And.Contain("7 minutes").And.Contain("download=\"self_client.json\"");
        string download = Regex.Match(HttpUtility.HtmlDecode(page), "data:application/json;base64,([^\"]+)").Groups[1].Value;
        JsonNode file = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(download)))!;
        page.Should().Contain((string)file["code"]!);
        (await caller.AnswerAsync(Exchange(file))).Should().Contain("access_token");
        host.Emulator.Requests.Should().ContainSingle(request => request.Path == "/console/code" && request.Outcome == "code issued");
    }

    [TestCase("ZohoBigin.nothing.READ", "3", "ZohoBigin.nothing.READ")]
    [TestCase("", "3", "Enter a scope.")]
    [TestCase("ZohoBigin.org.READ", "4", "Choose")]
    public async Task Are_refused_on_the_page_with_what_is_wrong(string scopes, string minutes, string error)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        using var caller = new Caller(host);
        HttpResponseMessage form = await visitor.FollowAsync(await visitor.SignInAsync(caller.Address("/console"), "one@example.com"));

        HttpResponseMessage page = await visitor.SubmitAsync(form, new() { ["scopes"] = scopes, ["minutes"] = minutes }, form: 1);

        page.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await page.Content.ReadAsStringAsync()).Should().Contain(error).And.Contain("role=\"alert\"");
    }

    [Test]
    public async Task Need_a_console_that_is_not_sent_from_another_site()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        using var caller = new Caller(host);
        await visitor.SignInAsync(caller.Address("/console"), "one@example.com");

        HttpResponseMessage response = await visitor.Http.PostAsync(caller.Address("/console/code"), new FormUrlEncodedContent(
            new Dictionary<string, string> { ["scopes"] = BiginScopes.Org.Read, ["minutes"] = "3", ["organization"] = "700000101" }));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        host.Emulator.Requests.Should().NotContain(request => request.Outcome == "code issued");
    }

    [Test]
    public async Task Leave_no_link_to_sign_in_with()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        EmulatorClient self = host.Emulator.Clients.Single(client => client.Type == EmulatorClientType.SelfClient);

        HttpResponseMessage page = await visitor.Http.GetAsync(new Uri(host.Links.Build().Url.OriginalString.Replace(host.Emulator.ClientId, self.Id)));

        page.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await page.Content.ReadAsStringAsync()).Should().Contain("A self client has no redirect URI");
    }

    [TestCase("one@example.com", "us")]
    [TestCase("europe@example.com", "eu")]
    public async Task And_refresh_tokens_of_older_integrations_are_known_at_the_users_data_center(string user, string dataCenter)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        RefreshToken token = host.Emulator.IssueRefreshToken(user, scopes: [BiginScopes.Org.Read]);

        string accessToken = await caller.RefreshAsync(token.Reveal(), dataCenter);
        (await caller.IsAliveAsync(accessToken, dataCenter)).Should().BeTrue();
        (await caller.AnswerAsync(caller.Refresh(token.Reveal()), dataCenter == "us" ? "eu" : "us")).Should().Contain("invalid_code");
    }

    private static Dictionary<string, string> Exchange(JsonNode file) => new()
    {
        ["grant_type"] = (string)file["grant_type"]!,
        ["client_id"] = (string)file["client_id"]!,
        ["client_secret"] = (string)file["client_secret"]!,
        ["code"] = (string)file["code"]!,
    };
}
