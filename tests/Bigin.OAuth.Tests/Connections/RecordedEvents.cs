using System.Collections.Concurrent;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>Writes down what the host is told.</summary>
internal sealed class RecordedEvents : IBiginConnectionEvents
{
    private readonly ConcurrentQueue<string> _entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    internal IReadOnlyCollection<string> Entries => _entries;

    /// <summary>Waits until this was said.</summary>
    internal Task WaitForAsync(string entry) => Source(entry).Task.WaitAsync(Hang.Limit);

    public ValueTask ConnectedAsync(BiginConnection connection, CancellationToken cancellationToken) => Add($"Connected {connection.Key} {connection.Status}");

    public ValueTask RefreshedAsync(BiginConnection connection, CancellationToken cancellationToken) => Add($"Refreshed {connection.Key} {connection.Status}");

    public ValueTask ConsentNeededAsync(BiginConnection connection, CancellationToken cancellationToken) => Add($"ConsentNeeded {connection.Key} {connection.Status}");

    public ValueTask DisconnectedAsync(string key, CancellationToken cancellationToken) => Add($"Disconnected {key}");

    private ValueTask Add(string entry)
    {
        _entries.Enqueue(entry);
        Source(entry).TrySetResult();
        return default;
    }

    private TaskCompletionSource Source(string entry) => _awaited.GetOrAdd(entry, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
