using System.Net;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Codes_at_the_token_endpoint
{
    private const string Token = "\"1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}\"";

    [Test]
    public async Task Bring_the_fields_that_were_captured()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage answer = await caller.PostAsync(caller.Exchange(await caller.CodeAsync()));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.NonValidated["Content-Type"].ToString().Should().Be("application/json;charset=UTF-8");
        answer.Headers.GetValues("Server").Should().Equal("ZGS");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await answer.Content.ReadAsStringAsync()).Should().MatchRegex(
            $"^{{\"access_token\":{Token},\"refresh_token\":{Token},\"scope\":\"ZohoBigin\\.org\\.READ\",\"api_domain\":\"http://127\\.0\\.0\\.1:{caller.Address("/").Port}\",\"token_type\":\"Bearer\",\"expires_in\":3600}}$");
    }

    [Test]
    public async Task Bring_no_refresh_token_to_an_application_that_is_online_only()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        string answer = await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync(links: host.Links.WithAccessType(AccessType.Online).WithForcedConsent())));

        answer.Should().MatchRegex($"^{{\"access_token\":{Token},\"scope\":\"ZohoBigin\\.org\\.READ\",\"api_domain\":\"[^\"]+\",\"token_type\":\"Bearer\",\"expires_in\":3600}}$");
    }

    [Test]
    public async Task Bring_a_refresh_token_once_for_each_organization_unless_consent_is_forced()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        (string AccessToken, string RefreshToken)[] connected =
        [
            await caller.ConnectAsync("three@example.com", "Acorn Books"),
            await caller.ConnectAsync("three@example.com", "Acorn Books"),
            await caller.ConnectAsync("three@example.com", "Birch Bicycles"),
            await caller.ConnectAsync("one@example.com"),
            await caller.ConnectAsync("three@example.com", "Acorn Books", force: true),
        ];

        connected.Select(tokens => tokens.RefreshToken.Length > 0).Should().Equal(true, false, true, true, true);
        connected.Select(tokens => tokens.AccessToken).Should().OnlyHaveUniqueItems().And.NotContain("");
        foreach ((string accessToken, _) in connected)
        {
            (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
        }
    }

    [Test]
    public async Task Bring_a_refresh_token_again_after_the_first_was_revoked()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string first) = await caller.ConnectAsync();
        await caller.PostAsync(new() { ["token"] = first }, path: "/oauth/v2/token/revoke");

        (_, string second) = await caller.ConnectAsync();

        second.Should().NotBeEmpty().And.NotBe(first);
    }

    [Test]
    public async Task Bring_the_scopes_between_the_refresh_token_and_the_API_server_as_captured()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        string answer = await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync(links: host.Links.WithScopes(BiginScopes.Org.Read, BiginScopes.Users.Read))));

        JsonNode.Parse(answer)!.AsObject().Select(field => field.Key).Should().Equal("access_token", "refresh_token", "scope", "api_domain", "token_type", "expires_in");
        ((string)JsonNode.Parse(answer)!["scope"]!).Should().Be("ZohoBigin.org.READ ZohoBigin.users.READ");
    }

    [TestCase(ScopeInTokenResponses.None, false, false)]
    [TestCase(ScopeInTokenResponses.Exchange, true, false)]
    [TestCase(ScopeInTokenResponses.Refresh, false, true)]
    [TestCase(ScopeInTokenResponses.Exchange | ScopeInTokenResponses.Refresh, true, true)]
    public async Task And_refreshes_bring_the_scopes_where_the_setting_names_them(ScopeInTokenResponses setting, bool onExchange, bool onRefresh)
    {
        await using Host host = await Host.StartAsync(options => options.ScopeInTokenResponses = setting);
        using var caller = new Caller(host);

        JsonNode exchanged = JsonNode.Parse(await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync())))!;
        JsonNode refreshed = JsonNode.Parse(await caller.AnswerAsync(caller.Refresh((string)exchanged["refresh_token"]!)))!;

        (exchanged["scope"] is not null, refreshed["scope"] is not null).Should().Be((onExchange, onRefresh));
    }

    [Test]
    public async Task May_come_in_the_query()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string query = await new FormUrlEncodedContent(caller.Exchange(await caller.CodeAsync())).ReadAsStringAsync();

        HttpResponseMessage answer = await caller.Http.PostAsync(caller.Address($"/oauth/v2/token?{query}"), null);

        (await answer.Content.ReadAsStringAsync()).Should().Contain("access_token");
    }

    [Test]
    public async Task May_come_as_form_data()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        using var content = new MultipartFormDataContent();
        foreach ((string name, string value) in caller.Exchange(await caller.CodeAsync()))
        {
            content.Add(new StringContent(value), name);
        }

        HttpResponseMessage answer = await caller.Http.PostAsync(caller.Address("/oauth/v2/token"), content);

        (await answer.Content.ReadAsStringAsync()).Should().Contain("access_token");
    }

    [TestCase(true, "\"access_token\"")]
    [TestCase(false, "{\"error\":\"invalid_client_secret\"}")]
    public async Task May_come_with_the_clients_credentials_in_the_header(bool isRight, string expected)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        form.Remove("client_id");
        form.Remove("client_secret");

        HttpResponseMessage answer = await caller.PostWithBasicAsync("/oauth/v2/token", host.Emulator.ClientId, isRight ? host.Emulator.ClientSecret : "x", form);

        (await answer.Content.ReadAsStringAsync()).Should().Contain(expected);
    }

    [Test]
    public async Task Bring_tokens_once_only()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());

        string first = await caller.AnswerAsync(form);
        string second = await caller.AnswerAsync(form);

        first.Should().Contain("access_token");
        second.Should().Be("{\"error\":\"invalid_code\"}");
    }

    [Test]
    public async Task Work_once_when_fifty_ask_at_the_same_time()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => caller.AnswerAsync(form)));

        answers.Should().ContainSingle(answer => answer.Contains("access_token"));
        answers.Count(answer => answer == "{\"error\":\"invalid_code\"}").Should().Be(49);
    }

    [TestCase("client_id", "1000.NOBODY", "invalid_client")]
    [TestCase("client_secret", "wrong", "invalid_client_secret")]
    [TestCase("redirect_uri", "http://localhost:5999/elsewhere", "invalid_redirect_uri")]
    public async Task Are_used_up_by_a_request_in_which_something_else_is_wrong(string parameter, string value, string error)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());

        string wrong = await caller.AnswerAsync(new(form) { [parameter] = value });
        string right = await caller.AnswerAsync(form);

        wrong.Should().Be($"{{\"error\":\"{error}\"}}");
        right.Should().Be("{\"error\":\"invalid_code\"}");
    }

    [TestCase(59, true)]
    [TestCase(60, false)]
    public async Task Live_a_minute_by_the_emulators_clock(int seconds, bool lives)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await caller.AnswerAsync(form)).Should().Contain(lives ? "access_token" : "invalid_code");
    }

    [Test]
    public async Task Live_as_long_as_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => options.CodeLifetime = TimeSpan.FromMinutes(2));
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        string[] codes = [await caller.CodeAsync(), await caller.CodeAsync()];

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(119));
        string first = await caller.AnswerAsync(caller.Exchange(codes[0]));
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        string second = await caller.AnswerAsync(caller.Exchange(codes[1]));

        first.Should().Contain("access_token");
        second.Should().Contain("invalid_code");
    }

    [Test]
    public async Task Are_known_at_the_users_data_center_alone()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync("europe@example.com"));

        foreach (DataCenter other in host.Emulator.DataCenters.Where(x => x.Id != "eu"))
        {
            (await caller.AnswerAsync(form, other.Id)).Should().Be("{\"error\":\"invalid_code\"}");
        }

        (await caller.AnswerAsync(form, "eu")).Should().Contain("access_token").And.Contain($":{caller.Address("/", "eu").Port}\"");
    }
}
