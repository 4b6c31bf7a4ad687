using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bigin.OAuth;

/// <summary>Reports connections that need consent, and a store that can't be read. It sends nothing to Bigin.</summary>
/// <example>
/// <code>services.AddHealthChecks().AddBiginConnections();</code>
/// </example>
/// <param name="connections">The connections of the host.</param>
public sealed class BiginConnectionsHealthCheck(BiginConnections connections) : IHealthCheck
{
    private const int MostKeys = 20;

    /// <summary>Counts the connections, and those that need consent.</summary>
    /// <param name="context">Not used: a connection that needs consent is no failure of the host, whatever the registration calls one.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Healthy, or degraded where a connection needs consent. The data holds the counts and up to 20 keys.</returns>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        int total = 0;
        var ended = new List<string>();
        await foreach (ConnectionSummary connection in connections.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            total++;
            if (connection.Status is ConnectionStatus.NeedsConsent)
            {
                ended.Add(connection.Key);
            }
        }

        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["connections"] = total,
            ["needConsent"] = ended.Count,
            ["keys"] = string.Join(", ", ended.Take(MostKeys)),
        };
        return ended.Count == 0
            ? HealthCheckResult.Healthy($"{total} Bigin connections.", data)
            : HealthCheckResult.Degraded($"{ended.Count} of {total} Bigin connections need consent.", data: data);
    }
}
