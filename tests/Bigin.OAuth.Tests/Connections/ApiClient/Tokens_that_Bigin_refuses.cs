using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class Tokens_that_Bigin_refuses
{
    private const string AuthenticationFailure = """{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}""";

    private static readonly string First = ApiHost.GetToken(ApiHost.Key);

    private static readonly TestCaseData[] Others =
    [
        new TestCaseData(401, "text/html", Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Zoho</title>")).SetName("a page"),
        new TestCaseData(401, "application/json", Array.Empty<byte>()).SetName("nothing"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"INVALID_TOKE""")).SetName("half of it"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"invalid_token"}""")).SetName("another letter case"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""["INVALID_TOKEN"]""")).SetName("an array"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":401}""")).SetName("a number"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"\ud800"}""")).SetName("half a surrogate pair"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("null")).SetName("null"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"AUTHORIZATION_FAILED"}""")).SetName("another code"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', 3 * 1024 * 1024)}}","code":"INVALID_TOKEN"}""")).SetName("three megabytes"),
        new TestCaseData(403, "application/json", Encoding.UTF8.GetBytes("""{"code":"INVALID_TOKEN"}""")).SetName("403"),
        new TestCaseData(400, "application/json", Encoding.UTF8.GetBytes("""{"code":"INVALID_TOKEN"}""")).SetName("400"),
    ];

    private static IEnumerable<string> RepeatableNames => RequestBodies.Repeatable.Keys;

    private static IEnumerable<string> SentOnceNames => RequestBodies.SentOnce.Keys;

    [Test]
    public async Task Are_refreshed_and_the_request_is_repeated_once([ValueSource(nameof(RepeatableNames))] string content, [Values(ApiServer.InvalidToken, AuthenticationFailure)] string body)
    {
        await using ApiServer api = await ApiServer.RefusingAsync(body, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "Contacts") { Content = RequestBodies.Repeatable[content]() };

        using HttpResponseMessage answer = await bigin.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        api.Requests.Select(x => x.Authorization).Should().Equal($"Zoho-oauthtoken {First}", "Zoho-oauthtoken 1000.second");
        api.Requests.Select(x => x.Body).Distinct().Should().ContainSingle().Which.Contains("body", StringComparison.Ordinal).Should().Be(content != "nothing");
        accounts.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Are_dropped_though_a_stream_is_not_sent_again([ValueSource(nameof(SentOnceNames))] string content, [Values] HttpCompletionOption completion)
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "files") { Content = RequestBodies.SentOnce[content]() };

        using HttpResponseMessage refused = await bigin.SendAsync(request, completion);
        using HttpResponseMessage next = await bigin.GetAsync("org");

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync()).Should().Be(ApiServer.InvalidToken);
        refused.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        next.StatusCode.Should().Be(HttpStatusCode.OK);
        api.Requests.Select(x => x.Authorization).Should().Equal($"Zoho-oauthtoken {First}", "Zoho-oauthtoken 1000.second");
    }

    [Test]
    public async Task In_two_calls_at_once_are_refreshed_once()
    {
        using var both = new Barrier(2);
        await using ApiServer api = await ApiServer.StartAsync((request, _) =>
        {
            if (request.Authorization.EndsWith(First, StringComparison.Ordinal))
            {
                both.SignalAndWait();
                return Results.Text(ApiServer.InvalidToken, "application/json", statusCode: 401);
            }

            return Results.Text("{}");
        });
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        HttpResponseMessage[] answers = await Task.WhenAll(bigin.GetAsync("org"), bigin.GetAsync("users"));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        accounts.Requests.Should().ContainSingle();
        api.Requests.Should().HaveCount(4);
    }

    [Test]
    public async Task One_after_the_other_are_each_refreshed_where_a_request_was_accepted_between_them()
    {
        var ended = new ConcurrentBag<string> { First };
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, ended);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage first = await bigin.GetAsync("org");
        ended.Add("1000.second");
        using HttpResponseMessage second = await bigin.GetAsync("org");

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        second.StatusCode.Should().Be(HttpStatusCode.OK, "the address has accepted the token that it refuses now");
        api.Requests.Select(x => x.Authorization.Split(' ')[1]).Should().Equal(First, "1000.second", "1000.second", "1000.third");
    }

    [TestCaseSource(nameof(Others))]
    public async Task Are_known_by_their_exact_code_and_other_answers_are_left_alone(int status, string contentType, byte[] body)
    {
        foreach (HttpCompletionOption completion in Enum.GetValues<HttpCompletionOption>())
        {
            await using RawServer api = RawServer.Start(RawAnswer.Of(status, contentType, body, "X-Kept: yes\r\n"));
            await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
            await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
            using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

            using HttpResponseMessage answer = await bigin.GetAsync("org", completion);

            ((int)answer.StatusCode).Should().Be(status);
            answer.Headers.GetValues("X-Kept").Should().Equal("yes");
            answer.Content.Headers.ContentType!.MediaType.Should().Be(contentType);
            answer.Content.Headers.ContentLength.Should().Be(body.Length);
            (await answer.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(body).Should().BeTrue();
            api.Requests.Should().ContainSingle();
            accounts.Connections.Should().Be(0);
        }
    }

    [Test]
    public async Task In_an_answer_that_is_cut_are_an_error_of_the_connection()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json(ApiServer.InvalidToken, 401).CutAfter(10));
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        await bigin.Awaiting(x => x.GetAsync("org")).Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task In_an_answer_that_stops_end_with_the_callers_cancellation()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json(ApiServer.InvalidToken, 401).StopAfter(10));
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var cancellation = new CancellationTokenSource();

        Task<HttpResponseMessage> call = bigin.GetAsync("org", cancellation.Token);
        await api.Received;
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task And_cannot_be_refreshed_need_consent()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, First);
        await using RawServer accounts = RawServer.Start(RawAnswer.Json("""{"error":"invalid_code"}"""));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        (await bigin.Awaiting(x => x.GetAsync("org")).Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.NeedsConsent);

        api.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task For_their_scope_are_not_refreshed_and_the_log_names_the_fix()
    {
        const string body = """{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}""";
        using var logs = new RecordedLogs();
        await using ApiServer api = await ApiServer.RefusingAsync(body, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address, build: builder => builder.Services.AddLogging(logging => logging.AddProvider(logs)));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync("Contacts?fields=Last_Name");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).Should().Be(body);
        accounts.Connections.Should().Be(0);
        api.Requests.Should().ContainSingle();
        logs.Entries.Should().ContainSingle(entry => entry.Level == LogLevel.Warning && entry.Category.Contains("BiginConnections", StringComparison.Ordinal))
            .Which.Everything.Should().Contain("GET /bigin/v2/Contacts of tenant-42").And.Contain("Add ZohoBigin.modules.contacts.READ to").And.NotContain("Last_Name");
    }
}
