using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>Keeps what the runtime's public event sources for the network write. Its private ones dump whole buffers, and are for those who develop the runtime.</summary>
internal sealed class RecordedEventSources : EventListener
{
    private readonly ConcurrentQueue<string> _texts = new();

    internal IEnumerable<string> Texts => _texts;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("System.Net.", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
        _texts.Enqueue($"{eventData.EventSource.Name} {eventData.EventName}: {string.Join(", ", eventData.Payload ?? (IReadOnlyCollection<object?>)[])}");
}
