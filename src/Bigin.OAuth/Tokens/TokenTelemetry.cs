using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>Records token requests in traces and metrics. The names are stable and documented in docs/observability.md.</summary>
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
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30],
            });
        _outcomes = meter.CreateCounter<long>(
            "bigin.oauth.token_request.outcomes",
            unit: "{outcome}",
            description: "Outcomes of exchanges, refreshes and revocations, those that sent nothing included.");
    }

    /// <summary>Counts what ended without a request. There is nothing to time.</summary>
    internal void CountUnsent(TokenRequest request, string outcome) => _outcomes.Add(1, CreateTags(request, outcome));

    internal Call Start(TokenRequest request) => new(this, request);

    private static TagList CreateTags(TokenRequest request, string outcome)
    {
        var tags = new TagList
        {
            { TelemetryTags.Operation, GetName(request.Operation) },
            { TelemetryTags.DataCenter, request.DataCenter.Id },
            { TelemetryTags.Outcome, outcome },
        };

        // OpenTelemetry, "Recording errors": "If the operation completed successfully, instrumentations SHOULD NOT set error.type".
        // https://opentelemetry.io/docs/specs/semconv/general/recording-errors/
        if (outcome is not TokenOutcome.Success)
        {
            tags.Add(TelemetryTags.ErrorType, outcome);
        }

        return tags;
    }

    private static string GetName(TokenOperation operation) => JsonNamingPolicy.SnakeCaseLower.ConvertName(operation.ToString());

    /// <summary>One request on its way. One that is disposed of without an end was ended by an exception.</summary>
    internal sealed class Call : IDisposable
    {
        private readonly TokenTelemetry _telemetry;
        private readonly TokenRequest _request;
        private readonly Activity? _activity;
        private readonly long _startedAt;
        private bool _hasEnded;

        internal Call(TokenTelemetry telemetry, TokenRequest request)
        {
            (_telemetry, _request) = (telemetry, request);
            _startedAt = telemetry._timeProvider.GetTimestamp();

            // Internal, because HttpClient makes a client span of its own inside this one: two would count as two calls.
            _activity = Source.StartActivity($"bigin.oauth {GetName(request.Operation)}", ActivityKind.Internal);
            if (_activity is { IsAllDataRequested: true })
            {
                _activity.SetTag(TelemetryTags.Operation, GetName(request.Operation));
                _activity.SetTag(TelemetryTags.DataCenter, request.DataCenter.Id);
                _activity.SetTag(TelemetryTags.ServerAddress, request.Host);
                _activity.SetTag(TelemetryTags.ServerPort, request.DataCenter.AccountsServer.Port);
            }
        }

        internal void End(TokenError? error, int? statusCode)
        {
            _activity?.SetTag(TelemetryTags.StatusCode, statusCode);
            End(error is null ? TokenOutcome.Success : TokenOutcome.FromKind(error.Kind));
        }

        /// <summary>Ends the call with one of the outcomes of <see cref="TokenOutcome"/>.</summary>
        internal void End(string outcome)
        {
            _hasEnded = true;
            TagList tags = CreateTags(_request, outcome);
            _telemetry._outcomes.Add(1, tags);
            _telemetry._duration.Record(_telemetry._timeProvider.GetElapsedTime(_startedAt).TotalSeconds, tags);
            _activity?.SetTag(TelemetryTags.Outcome, outcome);
            if (outcome is not TokenOutcome.Success)
            {
                _activity?.SetTag(TelemetryTags.ErrorType, outcome);
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
