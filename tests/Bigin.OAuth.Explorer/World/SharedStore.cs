namespace Bigin.OAuth.Explorer.World;

/// <summary>Holds the one row that the servers of a play share, in the library's own store in memory.</summary>
internal sealed class SharedStore(MemoryStore memory, string key)
{
    /// <summary>Gets the row as it is stored.</summary>
    internal StoredConnection? Row => Now(memory.Store.FindAsync(key));

    internal string? Stamp => Now(memory.Store.FindStampAsync(key));

    /// <summary>Gets the lease that was taken last and not given back.</summary>
    internal object? Lease { get; private set; }

    /// <summary>Gets or sets the refresh token that can't be decrypted, because the key ring that it was encrypted with is away.</summary>
    internal string? LostToken { get; set; }

    /// <summary>Gets or sets a value indicating whether the store can't be read now.</summary>
    internal bool FailsReads { get; set; }

    /// <summary>Gets or sets a value indicating whether the store can't be written now.</summary>
    internal bool FailsWrites { get; set; }

    internal bool IsUnreadable(StoredConnection row) => row.RefreshToken == LostToken;

    /// <summary>Finds the row as a server sees it.</summary>
    internal StoredConnection? Find() => Row is not { } row || !IsUnreadable(row) ? Row : new StoredConnection
    {
        Key = row.Key,
        ConcurrencyStamp = row.ConcurrencyStamp,
        DataCenter = row.DataCenter,
        RefreshToken = "",
        Scopes = row.Scopes,
        OrganizationId = row.OrganizationId,
        OrganizationName = row.OrganizationName,
        IsImported = row.IsImported,
        Status = ConnectionStatus.Unreadable,
        ConnectedAt = row.ConnectedAt,
        RecentRefreshes = row.RecentRefreshes,
    };

    internal bool TrySave(StoredConnection connection, string? expectedStamp)
    {
        DateTimeOffset? connectedAt = Row?.ConnectedAt;
        bool isSaved = Now(memory.Store.TrySaveAsync(connection, expectedStamp));
        Lease = connectedAt == Row?.ConnectedAt ? Lease : null;
        return isSaved;
    }

    internal bool TryDelete(string expectedStamp) => Now(memory.Store.TryDeleteAsync(key, expectedStamp));

    /// <summary>Takes the lease by the clock of a server.</summary>
    internal IAsyncDisposable? TryLock(TimeProvider clock, TimeSpan lease)
    {
        if (Row is { } row && IsUnreadable(row))
        {
            return null;
        }

        memory.Clock = clock;
        IAsyncDisposable? taken = Now(memory.Store.TryLockAsync(key, lease));
        Lease = taken ?? Lease;
        return taken;
    }

    internal void Release(IAsyncDisposable taken)
    {
        _ = taken.DisposeAsync().AsTask();
        Lease = Lease == taken ? null : Lease;
    }

    // The store in memory never waits.
    private static T Now<T>(ValueTask<T> call) => call.IsCompletedSuccessfully
        ? call.Result
        : throw new InvalidOperationException("The store in memory has failed, or waits.");
}
