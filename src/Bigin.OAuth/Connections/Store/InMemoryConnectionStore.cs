using System.Runtime.CompilerServices;

namespace Bigin.OAuth;

/// <summary>Keeps connections until the process ends. It is the default, and a log line at start says so.</summary>
internal sealed class InMemoryConnectionStore(TimeProvider timeProvider, StringComparer keys) : IBiginConnectionStore
{
    private readonly Dictionary<string, Row> _rows = new(keys);

    internal InMemoryConnectionStore(TimeProvider timeProvider)
        : this(timeProvider, StringComparer.Ordinal)
    {
    }

    /// <summary>Creates a store that begins with connections from the settings, whose names ignore case.</summary>
    internal static InMemoryConnectionStore CreateWith(TimeProvider timeProvider, IEnumerable<StoredConnection> connections)
    {
        var store = new InMemoryConnectionStore(timeProvider, StringComparer.OrdinalIgnoreCase);
        foreach (StoredConnection connection in connections)
        {
            store._rows.Add(connection.Key, new Row(connection, null));
        }

        return store;
    }

    public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_rows)
        {
            return new(_rows.GetValueOrDefault(key)?.Connection);
        }
    }

    public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_rows)
        {
            return new(_rows.GetValueOrDefault(key)?.Connection.ConcurrencyStamp);
        }
    }

    public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_rows)
        {
            Row? row = _rows.GetValueOrDefault(connection.Key);
            string? stamp = row?.Connection.ConcurrencyStamp;
            if (stamp == connection.ConcurrencyStamp)
            {
                return new(true);
            }

            if (stamp != expectedStamp)
            {
                return new(false);
            }

            Lease? lease = row?.Connection.ConnectedAt == connection.ConnectedAt ? row.Lease : null;
            _rows[connection.Key] = new Row(connection, lease);
            return new(true);
        }
    }

    public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_rows)
        {
            return new(_rows.TryGetValue(key, out Row? row) && row.Connection.ConcurrencyStamp == expectedStamp && _rows.Remove(key));
        }
    }

    public async IAsyncEnumerable<ConnectionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StoredConnection[] connections;
        lock (_rows)
        {
            connections = [.. _rows.Values.Select(row => row.Connection)];
        }

        foreach (StoredConnection stored in connections)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ConnectionSummary
            {
                Key = stored.Key,
                DataCenter = stored.DataCenter,
                OrganizationId = stored.OrganizationId,
                OrganizationName = stored.OrganizationName,
                Status = stored.Status,
                ConnectedAt = stored.ConnectedAt,
            };
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset now = timeProvider.GetUtcNow();
        lock (_rows)
        {
            if (!_rows.TryGetValue(key, out Row? row) || row.Lease?.IsHeld(now, lease) == true)
            {
                return default;
            }

            var mine = new Lease(this, key, now + lease);
            _rows[key] = row with { Lease = mine };
            return new(mine);
        }
    }

    private void Release(string key, Lease lease)
    {
        lock (_rows)
        {
            if (_rows.TryGetValue(key, out Row? row) && row.Lease == lease)
            {
                _rows[key] = row with { Lease = null };
            }
        }
    }

    private sealed record Row(StoredConnection Connection, Lease? Lease);

    private sealed class Lease(InMemoryConnectionStore store, string key, DateTimeOffset endsAt) : IAsyncDisposable
    {
        // The clock may have been set back since. No lease ends that much later.
        internal bool IsHeld(DateTimeOffset now, TimeSpan length) => endsAt > now && endsAt <= now + (length * 2);

        public ValueTask DisposeAsync()
        {
            store.Release(key, this);
            return default;
        }
    }
}
