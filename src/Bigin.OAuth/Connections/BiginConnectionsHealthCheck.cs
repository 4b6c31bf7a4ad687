using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bigin.OAuth;

/// <summary>Reports connections that don't work, and a store that can't be read. It sends nothing to Bigin.</summary>
/// <example>
/// <code>services.AddHealthChecks().AddBiginConnections();</code>
/// </example>
/// <param name="connections">The connections of the host.</param>
public sealed class BiginConnectionsHealthCheck(BiginConnections connections) : IHealthCheck
{
    private const int MaxKeys = 20;

    /// <summary>
    /// Counts the connections, and those that don't work: that need consent, can't be decrypted, or have a data center that isn't
    /// configured or isn't in <see cref="BiginOAuthOptions.AllowedDataCenters"/>.
    /// </summary>
    /// <remarks>
    /// A store in a database counts by its columns, and decrypts one row for each key of the key ring. A single row that was damaged is
    /// found by
    /// <see cref="BiginConnections.ListAsync"/>.
    /// </remarks>
    /// <param name="context">Not used: a connection that doesn't work isn't a failure of the host, so the result is never worse than
    /// degraded.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Healthy, or degraded where a connection doesn't work. The data holds the counts and up to 20 keys.</returns>
    /// <exception cref="BiginConnectionException">The store failed.</exception>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<(ConnectionCount Count, DataCenter? DataCenter, bool IsAllowed)> counts =
            await connections.CountAsync(cancellationToken).ConfigureAwait(false);
        int total = counts.Sum(group => group.Count.Count);
        int unreadable = CountWhere(group => group.Count.Status is ConnectionStatus.Unreadable);
        int needConsent = CountWhere(group => group.Count.Status is ConnectionStatus.NeedsConsent);
        int unknownDataCenter = CountWhere(group => group is { DataCenter: null, Count.Status: ConnectionStatus.Active });
        int notAllowed = CountWhere(group => group is { DataCenter: not null, IsAllowed: false, Count.Status: ConnectionStatus.Active });
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["connections"] = total,
            ["needConsent"] = needConsent,
            ["unreadable"] = unreadable,
            ["unknownDataCenter"] = unknownDataCenter,
            ["notAllowed"] = notAllowed,
            ["keys"] = string.Join(", ", counts
                .Where(group => !group.IsAllowed || group.Count.Status is not ConnectionStatus.Active)
                .SelectMany(group => group.Count.Keys)
                .Take(MaxKeys)),
        };
        string[] faults =
        [
            .. needConsent > 0 ? [$"{needConsent} need consent"] : Array.Empty<string>(),
            .. unreadable > 0 ? [$"{unreadable} can't be decrypted with this key ring"] : Array.Empty<string>(),
            .. unknownDataCenter > 0 ? [$"{unknownDataCenter} have a data center that isn't configured"] : Array.Empty<string>(),
            .. notAllowed > 0
            ? [$"{notAllowed} have a data center that isn't in {nameof(BiginOAuthOptions.AllowedDataCenters)}"]
            : Array.Empty<string>(),
        ];
        return faults.Length == 0
            ? HealthCheckResult.Healthy($"{total} Bigin connections.", data)
            : HealthCheckResult.Degraded($"Of {total} Bigin connections {string.Join(", ", faults)}.", data: data);

        int CountWhere(Func<(ConnectionCount Count, DataCenter? DataCenter, bool IsAllowed), bool> isOne) =>
            counts.Where(isOne).Sum(group => group.Count.Count);
    }
}
