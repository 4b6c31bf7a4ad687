using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>Tells traces and metrics what token requests do. The names are documented in docs/observability.md.</summary>
internal sealed class TokenTelemetry
{
    internal const string Name = "Bigin.OAuth";

    private static readonly ActivitySource Source = new(Name);

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _outcomes;
    private readonly TimeProvider _timeProvider;

    internal TokenTelemetry(IMeterFactory meters, TimeProvider timeProvider)
    {
        Meter meter = meters.Create(Name);
        _timeProvider = timeProvider;
        _duration = meter.CreateHistogram(
            "bigin.oauth.token_request.duration",
            "s",
            "Duration of requests to the accounts servers.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        _outcomes = meter.CreateCounter<long>("bigin.oauth.token_request.outcomes", "{outcome}", "Outcomes of exchanges, refreshes and revocations, those that sent nothing included.");
    }

    /// <summary>Counts what was answered without a request.</summary>
    internal void CountUnsent(TokenOperation operation, DataCenter dataCenter, TokenErrorKind error) => _outcomes.Add(1, Tags(operation, dataCenter, error));

    internal Request Begin(TokenOperation operation, DataCenter dataCenter) => new(this, operation, dataCenter);

    private static TagList Tags(TokenOperation operation, DataCenter dataCenter, TokenErrorKind? error) => new()
    {
        { "bigin.oauth.operation", OperationName(operation) },
        { "bigin.data_center", dataCenter.Id },
        { "bigin.oauth.outcome", error is { } kind ? OutcomeName(kind) : "success" },
    };

    private static string OperationName(TokenOperation operation) => operation switch
    {
        TokenOperation.Exchange => "exchange",
        TokenOperation.Refresh => "refresh",
        _ => "revoke",
    };

    private static string OutcomeName(TokenErrorKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>One request on its way. Where nobody ends it, its caller has cancelled it.</summary>
    internal sealed class Request : IDisposable
    {
        private readonly TokenTelemetry _telemetry;
        private readonly TokenOperation _operation;
        private readonly DataCenter _dataCenter;
        private readonly Activity? _activity;
        private readonly long _startedAt;
        private bool _hasEnded;

        internal Request(TokenTelemetry telemetry, TokenOperation operation, DataCenter dataCenter)
        {
            (_telemetry, _operation, _dataCenter) = (telemetry, operation, dataCenter);
            _startedAt = telemetry._timeProvider.GetTimestamp();

            // OpenTelemetry, semantic conventions for HTTP client spans: the names of the attributes that are not ours.
            _activity = Source.StartActivity($"bigin.oauth {OperationName(operation)}", ActivityKind.Client);
            if (_activity is { IsAllDataRequested: true })
            {
                _activity.SetTag("bigin.oauth.operation", OperationName(operation));
                _activity.SetTag("bigin.data_center", dataCenter.Id);
                _activity.SetTag("http.request.method", "POST");
                _activity.SetTag("server.address", dataCenter.AccountsServer.Host);
                _activity.SetTag("server.port", dataCenter.AccountsServer.Port);
            }
        }

        internal void End(TokenError? error, HttpStatusCode? statusCode) => End(Tags(_operation, _dataCenter, error?.Kind), error is null ? null : OutcomeName(error.Kind), statusCode);

        public void Dispose()
        {
            if (!_hasEnded)
            {
                TagList tags = Tags(_operation, _dataCenter, null);
                tags[^1] = new("bigin.oauth.outcome", "canceled");
                End(tags, "canceled", null);
            }

            _activity?.Dispose();
        }

        private void End(TagList tags, string? errorType, HttpStatusCode? statusCode)
        {
            _hasEnded = true;
            _telemetry._outcomes.Add(1, tags);
            _telemetry._duration.Record(_telemetry._timeProvider.GetElapsedTime(_startedAt).TotalSeconds, tags);
            if (_activity is null)
            {
                return;
            }

            if (statusCode is { } status)
            {
                _activity.SetTag("http.response.status_code", (int)status);
            }

            if (errorType is not null)
            {
                _activity.SetTag("error.type", errorType);
                _activity.SetStatus(ActivityStatusCode.Error);
            }

            _activity.SetTag("bigin.oauth.outcome", errorType ?? "success");
        }
    }
}
