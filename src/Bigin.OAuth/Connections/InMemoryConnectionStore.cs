using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Bigin.OAuth;

/// <summary>Keeps connections until the process ends. The default, which says so at the start.</summary>
internal sealed class InMemoryConnectionStore(TimeProvider timeProvider) : IBiginConnectionStore
{
    private readonly ConcurrentDictionary<string, StoredConnection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);

    public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_connections.GetValueOrDefault(key));
    }

    public ValueTask<bool> TrySaveAsync(StoredConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        cancellationToken.ThrowIfCancellationRequested();
        return new(connection.Version == 1
            ? _connections.TryAdd(connection.Key, connection)
            : _connections.TryGetValue(connection.Key, out StoredConnection? stored)
                && stored.Version == connection.Version - 1
                && _connections.TryUpdate(connection.Key, connection, stored));
    }

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_connections.TryRemove(key, out _));
    }

    public async IAsyncEnumerable<ConnectionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (StoredConnection stored in _connections.Values)
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
        cancellationToken.ThrowIfCancellationRequested();
        if (!_connections.ContainsKey(key))
        {
            return default;
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        var mine = new Lease(this, key, now + lease);
        Lease holder = _leases.GetOrAdd(key, mine);
        return new(holder == mine || (holder.EndsAt <= now && _leases.TryUpdate(key, mine, holder)) ? mine : null);
    }

    private sealed class Lease(InMemoryConnectionStore store, string key, DateTimeOffset endsAt) : IAsyncDisposable
    {
        internal DateTimeOffset EndsAt { get; } = endsAt;

        public ValueTask DisposeAsync()
        {
            store._leases.TryRemove(new KeyValuePair<string, Lease>(key, this));
            return default;
        }
    }
}
