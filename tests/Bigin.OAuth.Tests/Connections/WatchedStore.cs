namespace Bigin.OAuth.Tests.Connections;

/// <summary>A store that does what a test wants before it does what it is there for, and counts.</summary>
internal sealed class WatchedStore(IBiginConnectionStore inner) : IBiginConnectionStore
{
    private int _finds;
    private int _stampFinds;
    private int _saves;
    private int _locks;

    internal int Finds => Volatile.Read(ref _finds);

    internal int StampFinds => Volatile.Read(ref _stampFinds);

    internal int Saves => Volatile.Read(ref _saves);

    internal int Locks => Volatile.Read(ref _locks);

    /// <summary>Gets what cancels the last read of a stamp.</summary>
    internal CancellationToken StampCancellation { get; private set; }

    internal Func<Task> BeforeFind { get; set; } = Nothing;

    internal Func<Task> BeforeFindStamp { get; set; } = Nothing;

    /// <summary>Changes what is read.</summary>
    internal Func<StoredConnection?, StoredConnection?> Reads { get; set; } = row => row;

    /// <summary>Runs before a save. False refuses it.</summary>
    internal Func<StoredConnection, Task<bool>> BeforeSave { get; set; } = _ => Task.FromResult(true);

    internal Func<StoredConnection, Task> AfterSave { get; set; } = _ => Task.CompletedTask;

    internal Func<Task> BeforeLock { get; set; } = Nothing;

    internal Func<Task> BeforeRelease { get; set; } = Nothing;

    internal Func<Task> BeforeDelete { get; set; } = Nothing;

    /// <summary>Changes what is listed.</summary>
    internal Func<IAsyncEnumerable<ConnectionSummary>, IAsyncEnumerable<ConnectionSummary>> Lists { get; set; } = list => list;

    public async ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _finds);
        await BeforeFind();
        return Reads(await inner.FindAsync(key, cancellationToken));
    }

    public async ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _saves);
        bool isSaved = await BeforeSave(connection) && await inner.TrySaveAsync(connection, expectedStamp, cancellationToken);
        await AfterSave(connection);
        return isSaved;
    }

    public async ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _stampFinds);
        StampCancellation = cancellationToken;
        await BeforeFindStamp();
        return await inner.FindStampAsync(key, cancellationToken);
    }

    public async ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default)
    {
        await BeforeDelete();
        return await inner.TryDeleteAsync(key, expectedStamp, cancellationToken);
    }

    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => Lists(inner.ListAsync(cancellationToken));

    public async ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _locks);
        await BeforeLock();
        return await inner.TryLockAsync(key, lease, cancellationToken) is { } held ? new WatchedLease(this, held) : null;
    }

    private static Task Nothing() => Task.CompletedTask;

    private sealed class WatchedLease(WatchedStore store, IAsyncDisposable held) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store.BeforeRelease();
            await held.DisposeAsync();
        }
    }
}
