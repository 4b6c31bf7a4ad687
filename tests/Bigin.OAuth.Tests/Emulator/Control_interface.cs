using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>The emulator from outside .NET: HTTP and JSON only.</summary>
[TestOf(typeof(BiginEmulator))]
public sealed class Control_interface
{
    [Test]
    public async Task Tells_addresses_clients_and_users()
    {
        await using Host host = await Host.StartAsync(options => options.ClientSecrets["eu"] = "own");
        using var caller = new Caller(host);

        JsonNode emulator = (await caller.Http.GetFromJsonAsync<JsonNode>(caller.Address("/emulator", "eu")))!;

        ((string)emulator["clientId"]!).Should().Be(host.Emulator.ClientId);
        ((string)emulator["clientSecrets"]!["eu"]!).Should().Be("own");
        ((string)emulator["dataCenters"]!["eu"]!["accountsServer"]!).Should().Be(caller.Address("/", "eu").GetLeftPart(UriPartial.Authority));
        emulator["users"]!.AsArray().Should().HaveCount(5);
        emulator["clients"]!.AsArray().Select(client => (string)client!["type"]!).Should().Equal("ServerBased", "SelfClient", "Mobile", "ServerBased");
    }

    [TestCase("accept", "code")]
    [TestCase("reject", "error")]
    public async Task Accepts_and_rejects_in_one_call(string decision, string parameter)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        JsonNode response = await PostAsync(caller, decision, new { url = host.Links.Build().Url, user = "three@example.com", organization = "Birch Bicycles" });

        var redirect = new Uri((string)response["redirect"]!);
        redirect.GetLeftPart(UriPartial.Path).Should().Be(Host.RedirectUri);
        HttpUtility.ParseQueryString(redirect.Query)[parameter].Should().NotBeNullOrEmpty();
    }

    [Test]
    public async Task Makes_codes_of_self_clients_and_refresh_tokens()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        JsonNode file = await PostAsync(caller, "self-client-codes", new { user = "europe@example.com", scopes = new[] { BiginScopes.Org.Read }, minutes = 5 });
        JsonNode token = await PostAsync(caller, "refresh-tokens", new { user = "one@example.com" });

        ((string)file["grant_type"]!).Should().Be("authorization_code");
        (await caller.RefreshAsync((string)token["refreshToken"]!)).Should().NotBeEmpty();
    }

    [Test]
    public async Task Moves_and_stops_the_clock()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode stopped = await PostAsync(caller, "clock/stop", new { });

        JsonNode advanced = await PostAsync(caller, "clock/advance", new { seconds = 3600.5 });

        ((bool)stopped["isStopped"]!).Should().BeTrue();
        ((DateTimeOffset)advanced["now"]! - (DateTimeOffset)stopped["now"]!).Should().Be(TimeSpan.FromSeconds(3600.5));
        host.Emulator.Clock.GetUtcNow().Should().Be((DateTimeOffset)advanced["now"]!);
    }

    [Test]
    public async Task Queues_and_clears_faults()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();

        await PostAsync(caller, "faults", new { endpoint = "Token", fault = "Throttle", times = 2, retryAfterSeconds = 300 });
        await PostAsync(caller, "faults", new { endpoint = "Api", fault = "Status", status = 503 });
        HttpResponseMessage throttled = await caller.PostAsync(caller.Refresh(refreshToken));
        await caller.Http.DeleteAsync(caller.Address("/emulator/faults"));

        throttled.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(5));
        (await throttled.Content.ReadAsStringAsync()).Should().Contain("too many requests");
        (await caller.RefreshAsync(refreshToken)).Should().NotBeEmpty();
        (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
    }

    private static readonly string[] Faults = ["HtmlError", "Html", "Status", "Error", "Json", "Throttle", "Delay", "CutConnection", "TruncatedBody", "ForeignApiDomain"];

    [TestCaseSource(nameof(Faults))]
    public async Task Knows_each_fault(string fault)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage response = await caller.Http.PostAsJsonAsync(
            caller.Address("/emulator/faults"), new { endpoint = "Token", fault, error = "invalid_client", body = "{}", apiDomain = "https://api.example.com" });

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        typeof(EmulatorFault).GetMember(fault).Should().NotBeEmpty();
    }

    [Test]
    public async Task Expires_revokes_and_resets()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();

        await PostAsync(caller, "expire", new { });
        bool isAlive = await caller.IsAliveAsync(accessToken);
        string refreshed = await caller.RefreshAsync(refreshToken);
        await PostAsync(caller, "revoke", new { user = "one@example.com" });
        bool isStillAlive = await caller.IsAliveAsync(refreshed);
        (_, string second) = await caller.ConnectAsync();
        await PostAsync(caller, "clock/stop", new { });
        await PostAsync(caller, "reset", new { });

        (isAlive, isStillAlive).Should().Be((false, false));
        host.Emulator.Requests.Should().BeEmpty();
        (await caller.AnswerAsync(caller.Refresh(second))).Should().Contain("invalid_code");
        JsonNode clock = (await caller.Http.GetFromJsonAsync<JsonNode>(caller.Address("/emulator/clock")))!;
        ((bool)clock["isStopped"]!).Should().BeFalse();
    }

    [Test]
    public async Task Shows_and_empties_the_journal_and_is_not_in_it()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        await caller.ConnectAsync();

        JsonArray requests = (await caller.Http.GetFromJsonAsync<JsonArray>(caller.Address("/emulator/requests")))!;
        await caller.Http.DeleteAsync(caller.Address("/emulator/requests"));

        JsonNode exchange = requests.Should().ContainSingle(request => (string?)request!["outcome"] == "tokens issued").Subject!;
        ((string)exchange["path"]!).Should().Be("/oauth/v2/token");
        ((string)exchange["parameters"]!["client_secret"]!).Should().Be("[masked]");
        requests.Should().NotContain(request => ((string)request!["path"]!).StartsWith("/emulator"));
        host.Emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Sets_and_removes_responses_of_the_API_by_organization()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string acorn, _) = await caller.ConnectAsync("three@example.com", "Acorn Books");
        (string birch, _) = await caller.ConnectAsync("three@example.com", "Birch Bicycles");

        await PostAsync(caller, "api", new { method = "GET", path = "Widgets/{id}", body = new { data = new[] { 1 } }, organization = "Birch Bicycles" });

        (await (await caller.GetAsync("/bigin/v2/Widgets/7", birch)).Content.ReadAsStringAsync()).Should().Be("""{"data":[1]}""");
        (await caller.GetAsync("/bigin/v2/Widgets/7", acorn)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await caller.Http.DeleteAsync(caller.Address("/emulator/api"));
        (await caller.GetAsync("/bigin/v2/Widgets/7", birch)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Sets_responses_of_the_API_without_a_body_and_with_a_time_to_retry_after()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string token, _) = await caller.ConnectAsync();

        await PostAsync(caller, "api", new { method = "GET", path = "Empty", status = 204 });
        await PostAsync(caller, "api", new { method = "GET", path = "Nothing" });
        await PostAsync(caller, "api", new { method = "GET", path = "Busy", status = 503, retryAfterSeconds = 90 });
        await PostAsync(caller, "api", new { method = "GET", path = "Closed", body = new { code = "TOO_MANY_REQUESTS" }, status = 429, retryAfterDate = "2027-01-02T03:04:05Z" });
        HttpResponseMessage empty = await caller.GetAsync("/bigin/v2/Empty", token);
        HttpResponseMessage nothing = await caller.GetAsync("/bigin/v2/Nothing", token);
        HttpResponseMessage busy = await caller.GetAsync("/bigin/v2/Busy", token);
        HttpResponseMessage closed = await caller.GetAsync("/bigin/v2/Closed", token);

        (empty.StatusCode, nothing.StatusCode, busy.StatusCode).Should().Be((HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.ServiceUnavailable));
        (await empty.Content.ReadAsStringAsync() + await nothing.Content.ReadAsStringAsync() + await busy.Content.ReadAsStringAsync()).Should().BeEmpty();
        busy.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(90));
        closed.Headers.RetryAfter!.Date.Should().Be(new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero));
        (await closed.Content.ReadAsStringAsync()).Should().Be("""{"code":"TOO_MANY_REQUESTS"}""");
    }

    [Test]
    public async Task Queues_faults_with_a_date_to_retry_after()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        await PostAsync(caller, "faults", new { endpoint = "ServerInfo", fault = "Status", status = 429, retryAfterDate = "2027-01-02T05:04:05+02:00" });
        HttpResponseMessage response = await caller.Http.GetAsync(caller.Address("/oauth/serverinfo"));

        response.Headers.RetryAfter!.Date.Should().Be(new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero));
    }

    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    public async Task Is_closed_to_pages_in_browsers(string header, string value)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, caller.Address("/emulator/reset"));
        request.Headers.Add(header, value);

        (await caller.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static async Task<JsonNode> PostAsync(Caller caller, string path, object body)
    {
        HttpResponseMessage response = await caller.Http.PostAsJsonAsync(caller.Address($"/emulator/{path}"), body);
        string text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue(text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
