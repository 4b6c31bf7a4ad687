namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A store that works only while it is told to.</summary>
public sealed class BrokenStore : IBiginConnectionStore
{
    internal bool Works { get; set; }

    public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) => Answer<StoredConnection?>(null);

    public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) => Answer<string?>(null);

    public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) => Answer(true);

    public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) => Answer(true);

    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ConnectionSummary>();

    public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) => Answer<IAsyncDisposable?>(null);

    private ValueTask<T> Answer<T>(T answer) => Works ? new(answer) : throw new IOException("The disk is full.");
}
