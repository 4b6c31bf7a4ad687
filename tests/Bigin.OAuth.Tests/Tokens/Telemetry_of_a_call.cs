using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokenClient))]
public sealed class Telemetry_of_a_call
{
    private static readonly TestCaseData[] Sent =
    [
        Row("exchange", RawAnswer.Tokens, "success", 200, LogLevel.Information, "CodeExchanged"),
        Row("refresh", RawAnswer.Tokens, "success", 200, LogLevel.Debug, "TokenRefreshed"),
        Row("revoke", RawAnswer.Json("""{"status":"success"}"""), "success", 200, LogLevel.Information, "TokenRevoked"),
        .. from operation in new[] { "exchange", "refresh", "revoke" }
           from failure in new (RawAnswer Answer, string Outcome, int? Status)[]
           {
               (RawAnswer.Json("""{"error":"invalid_client"}"""), "invalid_client", 200),
               (RawAnswer.Json("""{"error":"invalid_code"}"""), operation is "exchange" ? "invalid_code" : "invalid_refresh_token", 200),
               (RawAnswer.Json("""{"error":"new_error"}""", 400), "other", 400),
               (RawAnswer.Html(429), "rate_limited", 429),
               (RawAnswer.Html(503), "server_error", 503),
               (RawAnswer.Html(200), "unreadable_response", 200),
               (RawAnswer.Cut, "unreachable", null),
               (RawAnswer.Tokens.CutAfter(10), "unreachable", 200),
           }
           select Row(operation, failure.Answer, failure.Outcome, failure.Status, LogLevel.Warning, "TokenRequestFailed"),
    ];

    [TestCaseSource(nameof(Sent))]
    public async Task Is_written_for_a_call_that_was_sent(string operation, object answer, string outcome, int? status, LogLevel level, string eventName)
    {
        using var recording = new Recording();
        TokenHost? called = null;
        await using RawServer server = RawServer.Start(((RawAnswer)answer).After(() =>
        {
            called!.Clock.Advance(TimeSpan.FromMilliseconds(250));
            return Task.CompletedTask;
        }));
        await using var host = called = new TokenHost(server.Address, before: recording.Record);

        await CallAsync(host, operation);

        ShouldTell(recording.GetSpans(server).Should().ContainSingle().Subject, server, operation, outcome, status);
        ShouldCount(recording, host, operation, outcome);
        Recording.Measured duration = recording.GetMeasurements(host).Where(measured => measured.Instrument.Unit == "s").Should().ContainSingle().Subject;
        duration.Value.Should().BeApproximately(0.25, 1e-9, "the clock is the library's");
        ShouldHaveTags(duration, operation, outcome);
        ShouldLog(recording, level, eventName);
    }

    [TestCase("exchange", "code_expired")]
    [TestCase("exchange", "code_already_used")]
    [TestCase("exchange", "missing_client_secret")]
    [TestCase("refresh", "missing_client_secret")]
    public async Task That_was_refused_here_is_counted_and_neither_timed_nor_traced(string operation, string outcome)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(
            server.Address, options => options.ClientSecret = outcome is "missing_client_secret" ? null : Client.Secret, before: recording.Record);
        AuthorizationResult accepted = host.Accepted();
        if (outcome is "code_already_used")
        {
            await host.Tokens.ExchangeAsync(accepted);
        }
        else if (outcome is "code_expired")
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await (operation is "exchange" ? host.Tokens.ExchangeAsync(accepted) : CallAsync(host, operation));

        ShouldCount(recording, host, operation, outcome);
        recording.GetMeasurements(host).Should().NotContain(measured => measured.Instrument.Unit == "s" && measured["bigin.oauth.outcome"] == outcome);
        recording.GetSpans(server).Should().HaveCount(server.Requests.Count);
        ShouldLog(recording, LogLevel.Warning, "TokenRequestNotSent");
    }

    [Test]
    public async Task That_its_caller_cancelled([Values("exchange", "refresh", "revoke")] string operation)
    {
        using var recording = new Recording();
        using var cancellation = new CancellationTokenSource();
        await using RawServer server = RawServer.Start(RawAnswer.Silence.After(cancellation.CancelAsync));
        await using var host = new TokenHost(server.Address, before: recording.Record);

        await FluentActions.Awaiting(() => CallAsync(host, operation, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        ShouldTell(recording.GetSpans(server).Should().ContainSingle().Subject, server, operation, "canceled", null);
        ShouldCount(recording, host, operation, "canceled");
        recording.GetMeasurements(host).Should().ContainSingle(measured => measured.Instrument.Unit == "s" && measured["bigin.oauth.outcome"] == "canceled");
        ShouldLog(recording, LogLevel.Debug, "TokenRequestCanceled");
    }

    [Test]
    public async Task That_its_caller_cancelled_before_it_began_is_counted_alone([Values("exchange", "refresh", "revoke")] string operation)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, before: recording.Record);

        await FluentActions.Awaiting(() => CallAsync(host, operation, new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        ShouldCount(recording, host, operation, "canceled");
        recording.GetMeasurements(host).Should().ContainSingle("there is nothing to time");
        recording.GetSpans(server).Should().BeEmpty();
        ShouldLog(recording, LogLevel.Debug, "TokenRequestCanceled");
    }

    [Test]
    public async Task That_a_mistake_of_the_host_ends_is_no_cancellation()
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(
            server.Address, build: builder => builder.TokenHttpClient.AddHttpMessageHandler(() => throw new InvalidOperationException("It is not registered.")), before: recording.Record);

        await FluentActions.Awaiting(() => CallAsync(host, "refresh")).Should().ThrowAsync<InvalidOperationException>();

        ShouldCount(recording, host, "refresh", "exception");
        ShouldTell(recording.GetSpans(server).Should().ContainSingle().Subject, server, "refresh", "exception", null);
    }

    [Test]
    public async Task Is_around_the_requests_of_HttpClient_and_in_the_trace_of_the_caller()
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, before: recording.Record);
        using var callers = new ActivitySource(nameof(Telemetry_of_a_call));
        using Activity caller = callers.StartActivity("caller")!;

        await CallAsync(host, "exchange");

        Activity span = recording.GetSpans(server).Single();
        span.ParentSpanId.Should().Be(caller.SpanId);
        span.Kind.Should().Be(ActivityKind.Internal, "the request of HttpClient inside it is the client span");
        server.Requests.Single().Head.Should().Contain($"traceparent: 00-{caller.TraceId}-").And.NotContain(span.SpanId.ToHexString());
        Activity.Current.Should().BeSameAs(caller);
    }

    [Test]
    public async Task Comes_from_a_source_and_a_meter_with_the_version_of_the_library()
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, before: recording.Record);

        await CallAsync(host, "refresh");

        string version = typeof(BiginTokenClient).Assembly.GetName().Version!.ToString(3);
        recording.GetSpans(server).Single().Source.Version.Should().Be(version);
        recording.GetInstruments(host).Should().HaveCount(2).And.OnlyContain(instrument => instrument.Meter.Version == version);
    }

    private static async Task CallAsync(TokenHost host, string operation, CancellationToken cancellationToken = default)
    {
        switch (operation)
        {
            case "exchange":
                await host.Tokens.ExchangeAsync(host.Accepted(), cancellationToken);
                break;
            case "refresh":
                await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter, cancellationToken);
                break;
            default:
                await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter, cancellationToken);
                break;
        }
    }

    private static void ShouldTell(Activity span, RawServer server, string operation, string outcome, int? status)
    {
        span.DisplayName.Should().Be($"bigin.oauth {operation}");
        span.Status.Should().Be(outcome is "success" ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        Dictionary<string, object?> expected = new()
        {
            ["bigin.oauth.operation"] = operation,
            ["bigin.oauth.data_center"] = "us",
            ["server.address"] = "127.0.0.1",
            ["server.port"] = server.Address.Port,
            ["bigin.oauth.outcome"] = outcome,
        };
        if (status is not null)
        {
            expected["http.response.status_code"] = status;
        }

        if (outcome is not "success")
        {
            expected["error.type"] = outcome;
        }

        span.TagObjects.Should().BeEquivalentTo(expected);
    }

    private static void ShouldCount(Recording recording, TokenHost host, string operation, string outcome)
    {
        Recording.Measured count = recording.GetMeasurements(host)
            .Where(measured => measured.Instrument.Unit == "{outcome}" && measured["bigin.oauth.outcome"] == outcome).Should().ContainSingle().Subject;
        count.Value.Should().Be(1);
        ShouldHaveTags(count, operation, outcome);
    }

    private static void ShouldHaveTags(Recording.Measured measured, string operation, string outcome)
    {
        measured["bigin.oauth.operation"].Should().Be(operation);
        measured["bigin.oauth.data_center"].Should().Be("us");
        measured["bigin.oauth.outcome"].Should().Be(outcome);
        measured["error.type"].Should().Be(outcome is "success" ? null : outcome);
        measured.Tags.Should().HaveCount(outcome is "success" ? 3 : 4);
    }

    private static void ShouldLog(Recording recording, LogLevel level, string eventName) =>
        recording.Logs.Last(log => log.Category == "Bigin.OAuth.BiginTokenClient").Should().Match<LoggedEvent>(log => log.Level == level && log.Id.Name == eventName);

    private static TestCaseData Row(string operation, RawAnswer answer, string outcome, int? status, LogLevel level, string eventName) =>
        new TestCaseData(operation, answer, outcome, status, level, eventName).SetArgDisplayNames(operation, outcome, status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no answer");
}
