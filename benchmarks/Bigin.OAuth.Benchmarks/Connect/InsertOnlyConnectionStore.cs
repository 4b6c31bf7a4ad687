namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>The least of a store by ADO.NET that a connect of a new key needs: it looks for a row, and inserts one.</summary>
internal sealed class InsertOnlyConnectionStore(TokenTable table) : IBiginConnectionStore
{
    public async ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        await table.ContainsAsync(key) ? throw new NotSupportedException("Each key is new.") : null;

    public async ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default)
    {
        await table.InsertAsync(connection.Key, connection.RefreshToken, connection.AccessToken!, connection.AccessTokenExpiresAt!.Value);
        return true;
    }

    public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
