using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(EmulatorFaults))]
public sealed class Faults_of_the_emulator
{
    private const string Throttled =
        "{\"error_description\":\"You have made too many requests continuously. Please try again after some time.\",\"error\":\"Access Denied\",\"status\":\"failure\"}";

    private const string APage = "(a page)";

    private static readonly TestCaseData[] Replacing =
    [
        Row(EmulatorFault.HtmlError, "HtmlError", 200, "text/html", APage),
        Row(EmulatorFault.Html(503), "Html(503)", 503, "text/html", APage),
        Row(EmulatorFault.Status(502), "Status(502)", 502, null, ""),
        Row(EmulatorFault.Status(204), "Status(204)", 204, null, ""),
        Row(EmulatorFault.Error("general_error"), "Error(general_error)", 200, "application/json", "{\"error\":\"general_error\"}"),
        Row(EmulatorFault.Json(418, "{\"a\":"), "Json(418)", 418, "application/json", "{\"a\":"),
        Row(EmulatorFault.Throttle, "Throttle", 400, "application/json", Throttled),
    ];

    private static readonly TestCaseData[] Endpoints =
    [
        new(EmulatorEndpoint.Token, "/oauth/v2/token"),
        new(EmulatorEndpoint.Revocation, "/oauth/v2/token/revoke"),
        new(EmulatorEndpoint.Revocation, "/oauth/v2/revoke/token"),
        new(EmulatorEndpoint.ServerInfo, "/oauth/serverinfo"),
        new(EmulatorEndpoint.Api, "/bigin/v2/org"),
        new(EmulatorEndpoint.Api, "/bigin/v2/anything"),
    ];

    private static readonly TestCaseData[] Impossible =
    [
        Impossibility("a status below 200", () => EmulatorFault.Status(199)),
        Impossibility("a status above 599", () => EmulatorFault.Status(600)),
        Impossibility("a page without a body", () => EmulatorFault.Html(204)),
        Impossibility("JSON without a body", () => EmulatorFault.Json(304, "{}")),
        Impossibility("a negative delay", () => EmulatorFault.Delay(TimeSpan.FromTicks(-1))),
        Impossibility("a delay that no timer can wait", () => EmulatorFault.Delay(TimeSpan.MaxValue)),
        Impossibility("a negative Retry-After", () => EmulatorFault.HtmlError.WithRetryAfter(TimeSpan.FromSeconds(-1))),
    ];

    [TestCaseSource(nameof(Replacing))]
    public async Task Replace_one_answer_and_leave_the_code_good(EmulatorFault fault, string name, int status, string? contentType, string body)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, fault);

        HttpResponseMessage answer = await caller.PostAsync(form);
        EmulatorRequest recorded = host.Emulator.Requests[^1];

        ((int)answer.StatusCode).Should().Be(status);
        answer.Content.Headers.ContentType?.MediaType.Should().Be(contentType);
        string text = await answer.Content.ReadAsStringAsync();
        (text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal) ? APage : text).Should().Be(body);
        (recorded.Outcome, recorded.Fault, recorded.StatusCode).Should().Be((name, name, status));
        (await caller.AnswerAsync(form)).Should().Contain("access_token");
    }

    [TestCaseSource(nameof(Endpoints))]
    public async Task Wait_for_their_endpoint_whatever_the_request(EmulatorEndpoint endpoint, string path)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Faults.Next(endpoint, EmulatorFault.Status(599));
        foreach (TestCaseData other in Endpoints.Where(row => (EmulatorEndpoint)row.Arguments[0]! != endpoint))
        {
            (await caller.Http.GetAsync(caller.Address((string)other.Arguments[1]!))).StatusCode.Should().NotBe((HttpStatusCode)599);
        }

        HttpResponseMessage met = await caller.Http.GetAsync(caller.Address(path, "jp"));
        HttpResponseMessage next = await caller.Http.GetAsync(caller.Address(path, "jp"));

        met.StatusCode.Should().Be((HttpStatusCode)599);
        next.StatusCode.Should().NotBe((HttpStatusCode)599);
    }

    [Test]
    public async Task Come_in_the_order_and_as_often_as_they_were_queued_until_they_are_cleared()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(501));
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(502), times: 2);
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), int.MaxValue);
        List<int> statuses = [];

        for (int i = 0; i < 6; i++)
        {
            statuses.Add((int)(await caller.GetAsync("/bigin/v2/org", null)).StatusCode);
        }

        host.Emulator.Faults.Clear();
        statuses.Add((int)(await caller.GetAsync("/bigin/v2/org", null)).StatusCode);
        statuses.Should().Equal(501, 502, 502, 503, 503, 503, 401);
    }

    [Test]
    public async Task Meet_one_request_each_when_many_come_at_once()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 7);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => caller.GetAsync("/bigin/v2/org", null)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).Should().Be(7);
    }

    [Test]
    public async Task Cut_the_connection_after_the_request_was_processed()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.CutConnection);

        Func<Task> exchange = () => caller.PostAsync(form);

        await exchange.Should().ThrowAsync<HttpRequestException>();
        host.Emulator.Requests[^1].ToString().Should().Be("us POST /oauth/v2/token 0 tokens issued (CutConnection)");
        (await caller.AnswerAsync(form)).Should().Be("{\"error\":\"invalid_code\"}", "the code is used up");
    }

    [Test]
    public async Task Cut_a_connection_that_was_reused_so_that_the_client_does_not_repeat_the_request()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        await caller.GetAsync("/bigin/v2/org", null);
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.CutConnection);

        Func<Task> call = () => caller.GetAsync("/bigin/v2/org", null);

        await call.Should().ThrowAsync<HttpRequestException>();
        host.Emulator.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Truncate_the_body_after_the_request_was_processed()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.TruncatedBody);
        using var request = new HttpRequestMessage(HttpMethod.Post, caller.Address("/oauth/v2/token")) { Content = new FormUrlEncodedContent(caller.Refresh(refreshToken)) };

        HttpResponseMessage answer = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        byte[] bytes = new byte[(int)answer.Content.Headers.ContentLength!];
        Func<Task> read = () => body.ReadExactlyAsync(bytes).AsTask();

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        await read.Should().ThrowAsync<HttpIOException>();
        System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\0').Should().StartWith("{\"access_token\":\"1000.").And.HaveLength(bytes.Length / 2);
        host.Emulator.Requests[^1].ToString().Should().Be("us POST /oauth/v2/token 200 access token issued (TruncatedBody)");
    }

    [Test]
    public async Task Name_another_API_server_after_the_request_was_processed()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.ForeignApiDomain(new Uri("https://www.zohoapis.example")));

        string answer = await caller.AnswerAsync(form);

        answer.Should().MatchRegex("^{\"access_token\":\"[^\"]+\",\"refresh_token\":\"[^\"]+\",\"scope\":\"[^\"]+\",\"api_domain\":\"https://www.zohoapis.example\",\"token_type\":\"Bearer\",\"expires_in\":3600}$");
        host.Emulator.Requests[^1].Outcome.Should().Be("tokens issued");
    }

    [TestCase(EmulatorEndpoint.Token, "/oauth/v2/token", "<!DOCTYPE html>*")]
    [TestCase(EmulatorEndpoint.ServerInfo, "/oauth/serverinfo", "{\"result\":\"success\"*")]
    public async Task Name_no_API_server_where_the_answer_names_none(EmulatorEndpoint endpoint, string path, string body)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Faults.Next(endpoint, EmulatorFault.ForeignApiDomain(new Uri("https://www.zohoapis.example")));

        string answer = await (await caller.Http.GetAsync(caller.Address(path))).Content.ReadAsStringAsync();

        answer.Should().Match(body).And.NotContain("zohoapis.example");
    }

    [Test]
    public async Task Say_when_to_try_again_in_seconds_or_as_a_date()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        DateTimeOffset date = new(2026, 12, 24, 18, 0, 0, TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle.WithRetryAfter(TimeSpan.FromSeconds(89.2)));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503).WithRetryAfter(date));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);

        HttpResponseMessage[] answers = [await caller.PostAsync([]), await caller.PostAsync([]), await caller.PostAsync([])];

        answers[0].Headers.GetValues("Retry-After").Should().Equal("90");
        answers[1].Headers.GetValues("Retry-After").Should().Equal("Thu, 24 Dec 2026 16:00:00 GMT");
        answers[2].Headers.Contains("Retry-After").Should().BeFalse("a fault is not changed by making another one from it");
    }

    [TestCaseSource(nameof(Impossible))]
    public void Refuse_what_is_impossible(Func<EmulatorFault> make) => make.Should().Throw<ArgumentOutOfRangeException>();

    [Test]
    public async Task Refuse_to_be_queued_for_nothing()
    {
        await using Host host = await Host.StartAsync();

        host.Emulator.Faults.Invoking(x => x.Next((EmulatorEndpoint)9, EmulatorFault.HtmlError)).Should().Throw<ArgumentOutOfRangeException>();
        host.Emulator.Faults.Invoking(x => x.Next(EmulatorEndpoint.Api, EmulatorFault.HtmlError, 0)).Should().Throw<ArgumentOutOfRangeException>();
        host.Emulator.Faults.Invoking(x => x.Next(EmulatorEndpoint.Api, null!)).Should().Throw<ArgumentNullException>();
    }

    private static TestCaseData Row(EmulatorFault fault, string name, int status, string? contentType, string body) =>
        new TestCaseData(fault, name, status, contentType, body).SetName(name);

    private static TestCaseData Impossibility(string name, Func<EmulatorFault> make) => new TestCaseData(make).SetName($"There is no fault with {name}");
}
