using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>Tells traces and metrics what token requests do. The names are stable and documented in docs/observability.md.</summary>
internal sealed class TokenTelemetry
{
    private const string Name = "Bigin.OAuth";

    private static readonly string? Version = typeof(TokenTelemetry).Assembly.GetName().Version?.ToString(fieldCount: 3);

    // Traces are the process's; the meter is the container's, so that two hosts in one process (and tests) can be told apart.
    private static readonly ActivitySource Source = new(Name, Version);

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _outcomes;
    private readonly TimeProvider _timeProvider;

    internal TokenTelemetry(IMeterFactory meters, TimeProvider timeProvider)
    {
        Meter meter = meters.Create(new MeterOptions(Name) { Version = Version });
        _timeProvider = timeProvider;
        _duration = meter.CreateHistogram(
            "bigin.oauth.token_request.duration",
            unit: "s",
            description: "Duration of requests to the accounts servers.",
            // Those of http.client.request.duration, and the default time-out of the client.
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30] });
        _outcomes = meter.CreateCounter<long>(
            "bigin.oauth.token_request.outcomes",
            unit: "{outcome}",
            description: "Outcomes of exchanges, refreshes and revocations, those that sent nothing included.");
    }

    /// <summary>Counts what ended without a request. There is nothing to time.</summary>
    internal void CountUnsent(TokenOperation operation, DataCenter dataCenter, string outcome) => _outcomes.Add(1, Tags(operation, dataCenter, outcome));

    internal Request Begin(TokenOperation operation, DataCenter dataCenter) => new(this, operation, dataCenter);

    private static TagList Tags(TokenOperation operation, DataCenter dataCenter, string outcome)
    {
        var tags = new TagList
        {
            { TelemetryTag.Operation, NameOf(operation) },
            { TelemetryTag.DataCenter, dataCenter.Id },
            { TelemetryTag.Outcome, outcome },
        };

        // OpenTelemetry, "Recording errors": "If the operation completed successfully, instrumentations SHOULD NOT set error.type".
        // https://opentelemetry.io/docs/specs/semconv/general/recording-errors/
        if (outcome is not TokenOutcome.Success)
        {
            tags.Add(TelemetryTag.ErrorType, outcome);
        }

        return tags;
    }

    private static string NameOf(TokenOperation operation) => JsonNamingPolicy.SnakeCaseLower.ConvertName(operation.ToString());

    /// <summary>One request on its way. Where nobody ends it, an exception has.</summary>
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

            // Internal, because HttpClient makes a client span of its own for each attempt inside this one: two would count as two calls.
            _activity = Source.StartActivity($"bigin.oauth {NameOf(operation)}", ActivityKind.Internal);
            if (_activity is { IsAllDataRequested: true })
            {
                _activity.SetTag(TelemetryTag.Operation, NameOf(operation));
                _activity.SetTag(TelemetryTag.DataCenter, dataCenter.Id);
                _activity.SetTag(TelemetryTag.ServerAddress, dataCenter.AccountsServer.Host);
                _activity.SetTag(TelemetryTag.ServerPort, dataCenter.AccountsServer.Port);
            }
        }

        internal void End(TokenError? error, int? statusCode)
        {
            _activity?.SetTag(TelemetryTag.StatusCode, statusCode);
            End(error is null ? TokenOutcome.Success : TokenOutcome.Of(error.Kind));
        }

        /// <summary>Ends the request with what is no answer and no error: see <see cref="TokenOutcome"/>.</summary>
        internal void End(string outcome)
        {
            _hasEnded = true;
            TagList tags = Tags(_operation, _dataCenter, outcome);
            _telemetry._outcomes.Add(1, tags);
            _telemetry._duration.Record(_telemetry._timeProvider.GetElapsedTime(_startedAt).TotalSeconds, tags);
            _activity?.SetTag(TelemetryTag.Outcome, outcome);
            if (outcome is not TokenOutcome.Success)
            {
                _activity?.SetTag(TelemetryTag.ErrorType, outcome);
                _activity?.SetStatus(ActivityStatusCode.Error);
            }
        }

        public void Dispose()
        {
            if (!_hasEnded)
            {
                End(TokenOutcome.Exception);
            }

            _activity?.Dispose();
        }
    }
}
