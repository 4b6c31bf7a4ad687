using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Api_of_the_emulator
{
    private const string Org = "/bigin/v2/org";
    private const string CurrentUser = "/bigin/v2/users?type=CurrentUser";

    // The fields of the captured answer, in its order.
    private static readonly string[] OrgFields =
    [
        "country", "hierarchy_preferences", "photo_id", "city", "description", "mc_status", "gapps_enabled", "lite_users_enabled", "domain_name",
        "translation_enabled", "street", "alias", "currency", "deletable_org_account", "id", "state", "fax", "employee_count", "zip", "website",
        "currency_symbol", "mobile", "currency_locale", "primary_zuid", "zia_portal_id", "time_zone", "zgid", "country_code", "license_details",
        "phone", "company_name", "privacy_settings", "primary_email", "hipaa_compliance_enabled", "iso_code",
    ];

    [TestCase("Acorn Books", "700000101")]
    [TestCase("Birch Bicycles", "700000102")]
    public async Task Tells_which_organization_the_user_picked(string name, string id)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync("three@example.com", name);

        HttpResponseMessage answer = await caller.GetAsync(Org, accessToken);
        JsonObject org = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["org"]!.AsArray().Should().ContainSingle().Subject!.AsObject();

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        org.Select(field => field.Key).Should().Equal(OrgFields);
        ((string)org["zgid"]!).Should().Be(id);
        ((string)org["company_name"]!).Should().Be(name);
        ((string)org["id"]!).Should().MatchRegex("^[0-9]{19}$");
        ((string)org["domain_name"]!).Should().Be($"org{id}");
    }

    [Test]
    public async Task Tells_who_the_user_is()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string accessToken = await AccessTokenAsync(host, caller, BiginScopes.Users.Read);

        HttpResponseMessage answer = await caller.GetAsync(CurrentUser, accessToken);

        JsonNode user = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["users"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)user["email"]!).Should().Be("one@example.com");
        ((string)user["full_name"]!).Should().Be("Member of one");
    }

    [Test]
    public async Task Tells_when_the_token_ends()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        (string accessToken, _) = await caller.ConnectAsync();

        HttpResponseMessage answer = await caller.GetAsync(Org, accessToken);

        answer.Headers.GetValues("x-accesstoken-reset").Should().Equal(host.Emulator.Clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+00:00");
        answer.Headers.GetValues("Server").Should().Equal("ZGS");
        answer.Content.Headers.NonValidated["Content-Type"].ToString().Should().Be("application/json;charset=UTF-8");
    }

    [TestCase(3599, true)]
    [TestCase(3600, false)]
    public async Task Takes_a_token_for_an_hour_by_the_emulators_clock(int seconds, bool lives)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        (string accessToken, _) = await caller.ConnectAsync();

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await caller.IsAliveAsync(accessToken)).Should().Be(lives);
    }

    [Test]
    public async Task Takes_a_token_for_as_long_as_the_settings_and_the_answer_say()
    {
        await using Host host = await Host.StartAsync(options => options.AccessTokenLifetime = TimeSpan.FromSeconds(90));
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        string answer = await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync()));
        string accessToken = (string)JsonNode.Parse(answer)!["access_token"]!;

        answer.Should().Contain("\"expires_in\":90}");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(89));
        (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await caller.IsAliveAsync(accessToken)).Should().BeFalse();
    }

    [TestCase("Bearer")]
    [TestCase("Basic")]
    [TestCase("oauthtoken")]
    [TestCase(null)]
    public async Task Takes_a_token_with_Zohos_scheme_alone(string? scheme)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync();

        await ShouldBeAsync(
            await caller.GetAsync($"{Org}?access_token={accessToken}", scheme is null ? null : accessToken, scheme: scheme ?? ""),
            HttpStatusCode.Unauthorized,
            """{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}""");
    }

    [TestCase("1000.0.0", "us", TestName = "An unknown token")]
    [TestCase("TOKEN", "eu", TestName = "A token at another data center")]
    [TestCase("TOKEN", "cn", TestName = "A token at the data center that stands apart")]
    public async Task Does_not_take_a_token_of_another_kind_or_data_center(string token, string dataCenter)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync();

        await ShouldBeAsync(
            await caller.GetAsync(Org, token.Replace("TOKEN", accessToken), dataCenter),
            HttpStatusCode.Unauthorized,
            """{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""");
        host.Emulator.Requests[^1].Outcome.Should().Be("INVALID_TOKEN");
    }

    [TestCase("ZohoBigin.org.READ", Org, true)]
    [TestCase("zohobigin.ORG.read", Org, true)]
    [TestCase("ZohoBigin.org.ALL", Org, true)]
    [TestCase("zohobigin.org.all", Org, true)]
    [TestCase("ZohoBigin.ALL", Org, true)]
    [TestCase("ZohoBigin.users.READ", Org, false)]
    [TestCase("ZohoBigin.org.CREATE", Org, false)]
    [TestCase("ZohoBigin.or.ALL", Org, false)]
    [TestCase("ZohoBigin.org.settings.ALL", Org, false)]
    [TestCase("ZohoBigin.modules.ALL", Org, false)]
    [TestCase("ZohoBigin.users.READ", CurrentUser, true)]
    [TestCase("ZohoBigin.users.ALL", CurrentUser, true)]
    [TestCase("ZohoBigin.org.ALL", CurrentUser, false)]
    public async Task Minds_the_scopes(string scope, string path, bool isEnough)
    {
        await using Host host = await Host.StartAsync(options => options.AdditionalScopes.Add(scope));
        using var caller = new Caller(host);
        string accessToken = await AccessTokenAsync(host, caller, scope);

        HttpResponseMessage answer = await caller.GetAsync(path, accessToken);

        if (isEnough)
        {
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        else
        {
            await ShouldBeAsync(answer, HttpStatusCode.Unauthorized, """{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}""");
        }
    }

    [TestCase("GET", "/bigin/v2/orgs")]
    [TestCase("GET", "/bigin/")]
    [TestCase("GET", "/bigin")]
    [TestCase("POST", "/bigin/v2/org")]
    [TestCase("GET", "/crm/v8/org")]
    [TestCase("DELETE", "/")]
    [TestCase("PUT", "/signin")]
    public async Task Has_nothing_at_an_unknown_path(string method, string path)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        await ShouldBeAsync(
            await caller.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), caller.Address(path))),
            HttpStatusCode.NotFound,
            """{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}""");
    }

    // Bigin, "Get users": without a type, all of them.
    [TestCase("", "one@example.com", "three@example.com")]
    [TestCase("?type=AllUsers", "one@example.com", "three@example.com")]
    [TestCase("?type=ActiveConfirmedUsers", "one@example.com", "three@example.com")]
    [TestCase("?type=AdminUsers", "one@example.com")]
    public async Task Lists_the_users_of_the_organization(string query, params string[] emails)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string accessToken = await AccessTokenAsync(host, caller, BiginScopes.Users.Read);

        HttpResponseMessage response = await caller.GetAsync("/bigin/v2/users" + query, accessToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        body["users"]!.AsArray().Select(user => (string)user!["email"]!).Should().Equal(emails);
        body["info"]!.ToJsonString().Should().Be($$"""{"per_page":200,"count":{{emails.Length}},"page":1,"more_records":false}""");
    }

    [TestCase("DeletedUsers", HttpStatusCode.NoContent, "")]
    [TestCase("Everybody", HttpStatusCode.BadRequest, """{"code":"INVALID_DATA","details":{"api_name":"type"},"message":"the type is invalid","status":"error"}""")]
    public async Task Lists_no_users_of_a_type_that_has_none_or_does_not_exist(string type, HttpStatusCode status, string body)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string accessToken = await AccessTokenAsync(host, caller, BiginScopes.Users.Read);

        await ShouldBeAsync(await caller.GetAsync($"/bigin/v2/users?type={type}", accessToken), status, body);
    }

    private static async Task<string> AccessTokenAsync(Host host, Caller caller, string scope)
    {
        string answer = await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync(links: host.Links.WithScopes(scope))));
        return (string)JsonNode.Parse(answer)!["access_token"]!;
    }

    private static async Task ShouldBeAsync(HttpResponseMessage answer, HttpStatusCode status, string body)
    {
        answer.StatusCode.Should().Be(status);
        (await answer.Content.ReadAsStringAsync()).Should().Be(body);
    }
}
