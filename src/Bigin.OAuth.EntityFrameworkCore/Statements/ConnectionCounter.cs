using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Counts rows by their columns, and decrypts one row for each key of the key ring, so that 100,000 rows cost a probe one query.
/// </summary>
internal sealed class ConnectionCounter<TContext>(
    ConnectionsDatabase<TContext> database, IBiginConnectionStore store, BiginOAuthOptions options)
    where TContext : DbContext
{
    private const int MaxKeys = 20;

    // Data Protection writes 4 bytes of its own and 16 of the key's id first. 26 characters of base64url hold all but 4 bits of them, and
    // 27 would hold some of what is random.
    // https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/authenticated-encryption-details
    private const int LengthOfKeyId = 26;

    internal async ValueTask<IReadOnlyList<ConnectionCount>> CountAsync(CancellationToken cancellationToken)
    {
        Group[] groups = await database.ReadAsync((context, _, token) => ConnectionQueries.Rows(context)
            .GroupBy(row => new { row.DataCenter, row.Status, KeyId = row.EncryptedRefreshToken.Substring(0, LengthOfKeyId) })
            .Select(group => new Group(
                group.Key.DataCenter,
                group.Key.Status,
                group.Key.KeyId,
                group.Count(),
                group.Min(row => row.Key)!,
                group.Max(row => row.Key)!))
            .ToArrayAsync(token), cancellationToken).ConfigureAwait(false);
        var isReadable = new Dictionary<string, bool>(StringComparer.Ordinal);
        var counts = new List<ConnectionCount>();
        foreach (Group group in groups)
        {
            if (!isReadable.TryGetValue(group.KeyId, out bool isInRing))
            {
                isReadable.Add(group.KeyId, isInRing = await CanReadAsync(group, cancellationToken).ConfigureAwait(false));
            }

            ConnectionStatus status = isInRing ? (ConnectionStatus)group.Status : ConnectionStatus.Unreadable;
            counts.Add(new ConnectionCount
            {
                DataCenter = group.DataCenter,
                Status = status,
                Count = group.Count,
                Keys = status is ConnectionStatus.Active && IsUsed(group.DataCenter)
                    ? [group.First]
                    : await FindKeysAsync(group, cancellationToken).ConfigureAwait(false),
            });
        }

        return counts;
    }

    private bool IsUsed(string id) => options.FindDataCenter(id) is not null
        && (options.AllowedDataCenters.Count == 0 || options.AllowedDataCenters.Contains(id, StringComparer.OrdinalIgnoreCase));

    // The second one tells a row that was damaged from a key that isn't in the ring.
    private async ValueTask<bool> CanReadAsync(Group group, CancellationToken cancellationToken) =>
        await CanReadAsync(group.First, cancellationToken).ConfigureAwait(false)
        || (group.Last != group.First && await CanReadAsync(group.Last, cancellationToken).ConfigureAwait(false));

    private async ValueTask<bool> CanReadAsync(string key, CancellationToken cancellationToken) =>
        await store.FindAsync(key, cancellationToken).ConfigureAwait(false) is not { Status: ConnectionStatus.Unreadable };

    private Task<string[]> FindKeysAsync(Group group, CancellationToken cancellationToken) => database.ReadAsync(
        (context, _, token) => ConnectionQueries.Rows(context)
            .Where(row => row.DataCenter == group.DataCenter && row.Status == group.Status)
            .Where(row => row.EncryptedRefreshToken.Substring(0, LengthOfKeyId) == group.KeyId)
            .OrderBy(row => row.Key)
            .Select(row => row.Key)
            .Take(MaxKeys)
            .ToArrayAsync(token),
        cancellationToken);

    private sealed record Group(string DataCenter, int Status, string KeyId, int Count, string First, string Last);
}
