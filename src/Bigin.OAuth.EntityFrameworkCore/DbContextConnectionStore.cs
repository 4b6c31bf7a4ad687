using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Keeps connections in a table. Every write is one conditional statement, so that it is exact among all processes that share the database.
/// </summary>
internal sealed partial class DbContextConnectionStore<TContext>(
    ConnectionsDatabase<TContext> database,
    ConnectionRowCodec codec,
    IOptions<BiginOAuthOptions> options,
    [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider timeProvider,
    ILogger<DbContextConnectionStore<TContext>> logger) : IBiginConnectionStore, IBiginConnectionCounter
    where TContext : DbContext
{
    private const int PageSize = 500;

    public async ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ConnectionRow? row = await database.ReadAsync(
            (context, statements, token) => statements.Reads.FindAsync(context, Checked(key, statements), token),
            cancellationToken).ConfigureAwait(false);
        return row is null ? null : codec.ToConnection(row);
    }

    public async ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (context, statements, token) => statements.Reads.FindStampAsync(context, Checked(key, statements), token),
            cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> TrySaveAsync(
        StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Status == ConnectionStatus.Unreadable || connection.RefreshToken.Length == 0)
        {
            throw new ArgumentException(
                "A connection that can't be decrypted is not saved: that would overwrite its tokens.", nameof(connection));
        }

        if (connection.ConcurrencyStamp.Length is 0 or > ConnectionColumn.MaxStampLength)
        {
            throw new ArgumentException($"A stamp has 1 to {ConnectionColumn.MaxStampLength} characters.", nameof(connection));
        }

        ConnectionRow row = codec.ToRow(connection);
        try
        {
            if (await WriteAsync(row, expectedStamp, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (DbException) when (expectedStamp is null)
        {
            // Most likely another insert came between this statement's look and its write; no two databases tell that in one way.
            if (await FindStampAsync(row.Key, cancellationToken).ConfigureAwait(false) is not { } inserted)
            {
                throw;
            }

            return inserted == row.ConcurrencyStamp;
        }

        // Nothing was changed: another save was first, or this very one was, and its answer was lost.
        return await FindStampAsync(row.Key, cancellationToken).ConfigureAwait(false) == row.ConcurrencyStamp;
    }

    public async ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expectedStamp);
        return await database.WriteAsync(
            (context, statements, token) => statements.Writes.DeleteAsync(context, Checked(key, statements), expectedStamp, token),
            cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ConnectionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Page by page, so that no connection stays open and no lock held while the caller works with what was found.
        string last = "";
        ConnectionRow[] page;
        do
        {
            page = await database.ReadAsync(
                (context, _, token) => ConnectionQueries.ListAsync(context, last, PageSize, token),
                cancellationToken).ConfigureAwait(false);
            foreach (ConnectionRow row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return codec.ToSummary(row);
                last = row.Key;
            }
        }
        while (page.Length == PageSize);
    }

    public ValueTask<IReadOnlyList<ConnectionCount>> CountAsync(CancellationToken cancellationToken = default) =>
        new ConnectionCounter<TContext>(database, this, options.Value).CountAsync(cancellationToken);

    public async ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is not { Status: not ConnectionStatus.Unreadable } connection)
        {
            return null; // a row that can't be decrypted stays as it is to the last column
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        var wanted = new ConnectionLease(
            RandomNumberGenerator.GetHexString(32, lowercase: true),
            now.ToUnixTimeMilliseconds(),
            (now + lease).ToUnixTimeMilliseconds(),
            (now + (lease * 2)).ToUnixTimeMilliseconds());
        bool isTaken = await database.WriteAsync(
            (context, statements, token) => statements.Writes.LockAsync(context, key, connection.ConcurrencyStamp, wanted, token),
            cancellationToken).ConfigureAwait(false);
        return isTaken ? new Lease(this, key, wanted.Owner) : null;
    }

    private Task<bool> WriteAsync(ConnectionRow row, string? expectedStamp, CancellationToken cancellationToken) => database.WriteAsync(
        (context, statements, token) =>
        {
            Checked(row.Key, statements);
            return expectedStamp is null
                ? statements.Writes.InsertAsync(context, row, token)
                : statements.Writes.UpdateAsync(context, row, expectedStamp, token);
        },
        cancellationToken);

    private static string Checked(string key, ConnectionStatements statements)
    {
        ConnectionKeys.Check(key, statements.Provider);
        return key;
    }

    private async ValueTask ReleaseAsync(string key, string owner)
    {
        try
        {
            await database.WriteAsync(
                (context, statements, token) => statements.Writes.ReleaseAsync(context, key, owner, token),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogLeaseIsKept(exception); // not thrown: it would hide what the holder has done, and the lease ends by itself
        }
    }

    [LoggerMessage(
        60, LogLevel.Warning, "The lease on a Bigin connection could not be given back; it ends by itself.", EventName = "LeaseKept")]
    private partial void LogLeaseIsKept(Exception exception);

    private sealed class Lease(DbContextConnectionStore<TContext> store, string key, string owner) : IAsyncDisposable
    {
        private bool _isReleased;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isReleased, true) ? default : store.ReleaseAsync(key, owner);
    }
}
