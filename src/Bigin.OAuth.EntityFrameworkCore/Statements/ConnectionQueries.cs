using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Holds the queries of one model, compiled once: translating them anew costs most of what a call takes.</summary>
/// <remarks>They read the library's own columns only, so that nothing a host's conventions add takes part.</remarks>
internal sealed class ConnectionQueries<TContext>
    where TContext : DbContext
{
    private readonly Func<TContext, string, CancellationToken, Task<ConnectionRow?>> _find = EF.CompileAsyncQuery(
        (TContext context, string key, CancellationToken cancellationToken) => context.Set<ConnectionRow>()
            .AsNoTracking()
            .IgnoreQueryFilters()
            .Where(row => row.Key == key)
            .Select(row => new ConnectionRow
            {
                Key = row.Key,
                ConcurrencyStamp = row.ConcurrencyStamp,
                DataCenter = row.DataCenter,
                EncryptedRefreshToken = row.EncryptedRefreshToken,
                EncryptedAccessToken = row.EncryptedAccessToken,
                AccessTokenExpiresAt = row.AccessTokenExpiresAt,
                Scopes = row.Scopes,
                OrganizationId = row.OrganizationId,
                OrganizationName = row.OrganizationName,
                Status = row.Status,
                ConnectedAt = row.ConnectedAt,
                RecentRefreshes = row.RecentRefreshes,
            })
            .SingleOrDefault());

    private readonly Func<TContext, string, CancellationToken, Task<string?>> _findStamp = EF.CompileAsyncQuery(
        (TContext context, string key, CancellationToken cancellationToken) => context.Set<ConnectionRow>()
            .AsNoTracking()
            .IgnoreQueryFilters()
            .Where(row => row.Key == key)
            .Select(row => row.ConcurrencyStamp)
            .SingleOrDefault());

    internal Task<ConnectionRow?> FindAsync(TContext context, string key, CancellationToken cancellationToken) =>
        _find(context, key, cancellationToken);

    internal Task<string?> FindStampAsync(TContext context, string key, CancellationToken cancellationToken) =>
        _findStamp(context, key, cancellationToken);

    /// <summary>Reads a page of rows in the order of their keys, with what a list needs.</summary>
    internal static Task<ConnectionRow[]> ListAsync(TContext context, string after, int count, CancellationToken cancellationToken) =>
        context.Set<ConnectionRow>().AsNoTracking().IgnoreQueryFilters()
#pragma warning disable CA1309 // it becomes the database's own comparison, which the column's collation makes ordinal
            .Where(row => string.Compare(row.Key, after) > 0)
#pragma warning restore CA1309
            .OrderBy(row => row.Key)
            .Take(count)
            .Select(row => new ConnectionRow
            {
                Key = row.Key,
                DataCenter = row.DataCenter,
                EncryptedRefreshToken = row.EncryptedRefreshToken,
                EncryptedAccessToken = row.EncryptedAccessToken,
                OrganizationId = row.OrganizationId,
                OrganizationName = row.OrganizationName,
                Status = row.Status,
                ConnectedAt = row.ConnectedAt,
            })
            .ToArrayAsync(cancellationToken);
}
