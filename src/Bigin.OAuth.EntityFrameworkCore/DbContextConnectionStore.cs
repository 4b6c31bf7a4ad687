using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Keeps connections in a table. Every write is one conditional statement, so that it is exact among all processes that share the database.</summary>
internal sealed partial class DbContextConnectionStore<TContext>(
    ConnectionsDatabase<TContext> database,
    ConnectionRowCodec codec,
    [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider timeProvider,
    ILogger<DbContextConnectionStore<TContext>> logger) : IBiginConnectionStore
    where TContext : DbContext
{
    private const int PageSize = 500;

    public async ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ConnectionRow? row = await FindRowAsync(key, cancellationToken).ConfigureAwait(false);
        return row is null ? null : codec.ToConnection(row);
    }

    public async ValueTask<bool> TrySaveAsync(StoredConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Status == ConnectionStatus.Unreadable || connection.RefreshToken.Length == 0)
        {
            throw new ArgumentException("A connection that can't be decrypted is not saved: that would overwrite its tokens.", nameof(connection));
        }

        ConnectionRow row = codec.ToRow(connection);
        try
        {
            if (await database.RunAsync((context, token) => TryWriteAsync(context, row, token), cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (DbException) when (row.Version == 1)
        {
            // Most likely another insert came between this statement's look and its write; no two databases tell that in one way.
            if (await FindRowAsync(row.Key, cancellationToken).ConfigureAwait(false) is not { } inserted)
            {
                throw;
            }

            return IsSame(inserted, row);
        }

        // Nothing was changed: somebody else was first, or this very statement was, and a retrying execution strategy repeated it.
        return await FindRowAsync(row.Key, cancellationToken).ConfigureAwait(false) is { } stored && IsSame(stored, row);
    }

    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        await database.RunAsync((context, token) => RowOf(context, key).ExecuteDeleteAsync(token), cancellationToken).ConfigureAwait(false) > 0;

    public async IAsyncEnumerable<ConnectionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Page by page, so that no connection stays open and no lock held while the caller works with what was found.
        string last = "";
        ConnectionSummary[] page;
        do
        {
            page = await database.RunAsync((context, token) => ListPageAsync(context, last, token), cancellationToken).ConfigureAwait(false);
            foreach (ConnectionSummary summary in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return summary;
                last = summary.Key;
            }
        }
        while (page.Length == PageSize);
    }

    public async ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is null or { Status: ConnectionStatus.Unreadable })
        {
            return null; // a row that can't be decrypted stays as it is to the last column
        }

        string owner = RandomNumberGenerator.GetHexString(32, lowercase: true);
        DateTimeOffset now = timeProvider.GetUtcNow();
        (long from, long until) = (now.ToUnixTimeMilliseconds(), (now + lease).ToUnixTimeMilliseconds());
        int taken = await database.RunAsync(
            (context, token) => RowOf(context, key)
                .Where(row => row.LeaseUntil == null || row.LeaseUntil <= from || row.LeaseOwner == owner) // its own, where a retry repeats the statement
                .ExecuteUpdateAsync(row => row.SetProperty(x => x.LeaseOwner, owner).SetProperty(x => x.LeaseUntil, until), token),
            cancellationToken).ConfigureAwait(false);
        return taken > 0 ? new Lease(this, key, owner) : null;
    }

    private static Task<bool> TryWriteAsync(TContext context, ConnectionRow row, CancellationToken cancellationToken)
    {
        ConnectionKeys.Check(row.Key, context.Database.ProviderName);
        return row.Version == 1
            ? ConnectionRowInsertion.TryInsertAsync(context, row, cancellationToken)
            : TryUpdateAsync(context, row, cancellationToken);
    }

    // All but the lease, whose holder is most often the one who saves.
    private static async Task<bool> TryUpdateAsync(TContext context, ConnectionRow row, CancellationToken cancellationToken)
    {
        long previous = row.Version - 1;
        int updated = await RowOf(context, row.Key).Where(stored => stored.Version == previous).ExecuteUpdateAsync(
            stored => stored
                .SetProperty(x => x.Version, row.Version)
                .SetProperty(x => x.DataCenter, row.DataCenter)
                .SetProperty(x => x.EncryptedRefreshToken, row.EncryptedRefreshToken)
                .SetProperty(x => x.EncryptedAccessToken, row.EncryptedAccessToken)
                .SetProperty(x => x.AccessTokenExpiresAt, row.AccessTokenExpiresAt)
                .SetProperty(x => x.Scopes, row.Scopes)
                .SetProperty(x => x.OrganizationId, row.OrganizationId)
                .SetProperty(x => x.OrganizationName, row.OrganizationName)
                .SetProperty(x => x.Status, row.Status)
                .SetProperty(x => x.ConnectedAt, row.ConnectedAt)
                .SetProperty(x => x.RecentRefreshes, row.RecentRefreshes),
            cancellationToken).ConfigureAwait(false);
        return updated > 0;
    }

    private static Task<ConnectionSummary[]> ListPageAsync(TContext context, string after, CancellationToken cancellationToken) =>
        Rows(context)
#pragma warning disable CA1309 // it becomes the database's own comparison, which the column's collation makes ordinal
            .Where(row => string.Compare(row.Key, after) > 0)
#pragma warning restore CA1309
            .OrderBy(row => row.Key)
            .Take(PageSize)
            .Select(row => new ConnectionSummary
            {
                Key = row.Key,
                DataCenter = row.DataCenter,
                OrganizationId = row.OrganizationId,
                OrganizationName = row.OrganizationName,
                Status = (ConnectionStatus)row.Status,
                ConnectedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ConnectedAt),
            })
            .ToArrayAsync(cancellationToken);

    // Encrypting the same token twice gives two texts, so one text has one writer.
    private static bool IsSame(ConnectionRow stored, ConnectionRow row) =>
        stored.Version == row.Version && stored.EncryptedRefreshToken == row.EncryptedRefreshToken;

    private static IQueryable<ConnectionRow> RowOf(TContext context, string key)
    {
        ConnectionKeys.Check(key, context.Database.ProviderName);
        return Rows(context).Where(row => row.Key == key);
    }

    private static IQueryable<ConnectionRow> Rows(TContext context) => context.Set<ConnectionRow>().AsNoTracking().IgnoreQueryFilters();

    private Task<ConnectionRow?> FindRowAsync(string key, CancellationToken cancellationToken) =>
        database.RunAsync((context, token) => RowOf(context, key).SingleOrDefaultAsync(token), cancellationToken);

    private async ValueTask ReleaseAsync(string key, string owner)
    {
        try
        {
            await database.RunAsync(
                (context, token) => RowOf(context, key)
                    .Where(row => row.LeaseOwner == owner)
                    .ExecuteUpdateAsync(row => row.SetProperty(x => x.LeaseOwner, (string?)null).SetProperty(x => x.LeaseUntil, (long?)null), token),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogLeaseIsKept(exception); // not thrown: it would hide what the holder has done, and the lease ends by itself
        }
    }

    [LoggerMessage(60, LogLevel.Warning, "The lease on a Bigin connection could not be given back; it ends by itself.", EventName = "LeaseKept")]
    private partial void LogLeaseIsKept(Exception exception);

    private sealed class Lease(DbContextConnectionStore<TContext> store, string key, string owner) : IAsyncDisposable
    {
        private bool _isReleased;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isReleased, true) ? default : store.ReleaseAsync(key, owner);
    }
}
