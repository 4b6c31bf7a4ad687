using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Holds what reads many rows. EF Core translates it for each database.</summary>
/// <remarks>It reads the library's own columns only, so that nothing a host's conventions add takes part.</remarks>
internal static class ConnectionQueries
{
    internal static IQueryable<ConnectionRow> Rows(DbContext context) =>
        context.Set<ConnectionRow>().AsNoTracking().IgnoreQueryFilters();

    /// <summary>Reads a page of rows in the order of their keys, with what a list needs.</summary>
    internal static Task<ConnectionRow[]> ListAsync(DbContext context, string after, int count, CancellationToken cancellationToken) =>
        Rows(context)
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
