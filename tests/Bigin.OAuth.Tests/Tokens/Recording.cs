using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>Keeps what the process logs, traces and measures while it exists, and lists all of it as text.</summary>
/// <remarks>Spans and measurements of tests that run meanwhile are among it: ask for those of one host.</remarks>
internal sealed class Recording : IDisposable
{
    private readonly RecordedLogs _logs = new();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measured> _measurements = new();
    private readonly ConcurrentQueue<Instrument> _instruments = new();
    private readonly RecordedEventSources _eventSources = new();
    private readonly ActivityListener _traces;
    private readonly MeterListener _meters;

    internal Recording()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_traces);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                _instruments.Enqueue(instrument);
                listener.EnableMeasurementEvents(instrument);
            },
        };
        Measure<byte>();
        Measure<short>();
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        Measure<decimal>();
        _meters.Start();
    }

    internal IReadOnlyList<LoggedEvent> Logs => _logs.Entries;

    internal IEnumerable<string> EventSourceTexts => _eventSources.Texts;

    /// <summary>Lists everything as text: categories, messages, values, scopes, names, tags, baggage, events.</summary>
    internal IEnumerable<string> Texts => Logs.SelectMany(log => log.Texts)
        .Concat(_spans.SelectMany(GetTexts))
        .Concat(_measurements.SelectMany(measured => measured.Tags.Select(GetText).Append(measured.Instrument.Name)))
        .Concat(EventSourceTexts);

    /// <summary>The library's spans that tell of one server.</summary>
    internal IReadOnlyList<Activity> GetSpans(RawServer server) =>
        [.. _spans.Where(span => span.Source.Name == "Bigin.OAuth" && Equals(span.GetTagItem("server.port"), server.Address.Port))];

    /// <summary>What the library measured in one host.</summary>
    internal IReadOnlyList<Measured> GetMeasurements(TokenHost host) => [.. _measurements.Where(measured => IsRecordedFor(host, measured.Instrument))];

    internal IReadOnlyList<Instrument> GetInstruments(TokenHost host) => [.. _instruments.Where(instrument => IsRecordedFor(host, instrument))];

    /// <summary>Has a host log here, everything from Trace on.</summary>
    internal void Record(IServiceCollection services) => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));

    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
        _eventSources.Dispose();
        _logs.Dispose();
    }

    private static bool IsRecordedFor(TokenHost host, Instrument instrument) =>
        instrument.Meter.Name == "Bigin.OAuth" && ReferenceEquals(instrument.Meter.Scope, host.Services.GetRequiredService<IMeterFactory>());

    private static IEnumerable<string> GetTexts(Activity span) =>
    [
        span.OperationName,
        span.DisplayName,
        span.StatusDescription ?? "",
        span.TraceStateString ?? "",
        .. span.TagObjects.Select(GetText),
        .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. span.Events.SelectMany(added => added.Tags.Select(GetText).Prepend(added.Name)),
        .. span.Links.SelectMany(link => link.Tags ?? []).Select(GetText),
    ];

    private static string GetText(KeyValuePair<string, object?> tag) => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}");

    private void Measure<T>()
        where T : struct, INumber<T> =>
        _meters.SetMeasurementEventCallback<T>((instrument, value, tags, _) => _measurements.Enqueue(new Measured(instrument, double.CreateChecked(value), [.. tags])));

    internal sealed record Measured(Instrument Instrument, double Value, KeyValuePair<string, object?>[] Tags)
    {
        internal string? this[string tag] => (string?)Tags.FirstOrDefault(item => item.Key == tag).Value;
    }
}
