using Bigin.OAuth;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the health check of the connections.</summary>
public static class BiginHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that reads the connection store: healthy, degraded where connections don't work, unhealthy where the store can't be
    /// read.
    /// </summary>
    /// <remarks>
    /// A connection doesn't work where it needs consent, can't be decrypted, or has a data center that isn't configured or isn't in
    /// <see cref="BiginOAuthOptions.AllowedDataCenters"/>. Nothing is sent to Bigin.
    /// </remarks>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="name">The name of the check. The default is <c>bigin</c>.</param>
    /// <param name="failureStatus">What is reported where the store can't be read. The default is
    /// <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags, such as <c>ready</c>, by which the host chooses checks.</param>
    /// <param name="timeout">How long a check may take. The default is no limit.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <example>
    /// <code>
    /// services.AddHealthChecks().AddBiginConnections(tags: ["ready"]);
    /// </code>
    /// </example>
    public static IHealthChecksBuilder AddBiginConnections(
        this IHealthChecksBuilder builder, string name = "bigin", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Add(new HealthCheckRegistration(
            name, services =>
            new BiginConnectionsHealthCheck(services.GetRequiredService<BiginConnections>()), failureStatus, tags, timeout));
    }
}
