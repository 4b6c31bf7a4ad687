using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Bigin.OAuth;

/// <summary>
/// Holds what this process knows of each key in use, and drops what is over, so that keys from the outside can't fill the memory.
/// </summary>
internal sealed class ConnectionEntries : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, ConnectionEntry> _entries;
    private readonly ConnectionRefresher _refresher;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _sweep;
    private int _isSweepScheduled;

    internal ConnectionEntries(ConnectionRefresher refresher, StringComparer keyComparer, TimeProvider timeProvider)
    {
        _entries = new ConcurrentDictionary<string, ConnectionEntry>(keyComparer);
        (_refresher, _timeProvider) = (refresher, timeProvider);
        _sweep = timeProvider.CreateTimer(static entries =>
            ((ConnectionEntries)entries!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal bool TryGet(string key, [MaybeNullWhen(false)] out ConnectionEntry entry) => _entries.TryGetValue(key, out entry);

    internal ConnectionEntry Get(string key)
    {
        if (_entries.TryGetValue(key, out ConnectionEntry? entry))
        {
            return entry;
        }

        ScheduleSweep();
        return _entries.GetOrAdd(key, key => new ConnectionEntry(key, _refresher, DropIfIdle));
    }

    internal void DropIfIdle(ConnectionEntry entry)
    {
        if (entry.TryDrop(_timeProvider.GetUtcNow()))
        {
            Remove(entry);
        }
    }

    internal void Remove(ConnectionEntry entry) => _entries.TryRemove(new KeyValuePair<string, ConnectionEntry>(entry.Key, entry));

    public void Dispose() => _sweep.Dispose();

    // Tokens that have expired and that no caller has asked for since.
    private void Sweep()
    {
        foreach (ConnectionEntry entry in _entries.Values)
        {
            DropIfIdle(entry);
        }

        Volatile.Write(ref _isSweepScheduled, 0);
        if (!_entries.IsEmpty)
        {
            ScheduleSweep();
        }
    }

    private void ScheduleSweep()
    {
        if (Interlocked.Exchange(ref _isSweepScheduled, 1) == 0)
        {
            _sweep.Change(SweepInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
