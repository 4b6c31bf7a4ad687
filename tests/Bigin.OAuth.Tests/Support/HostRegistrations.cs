using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests;

/// <summary>What a host of a test registers, and a host of production doesn't need.</summary>
internal static class HostRegistrations
{
    /// <summary>Keeps the handlers of each client, so that the memory of a host is free when its test has ended.</summary>
    /// <remarks>
    /// <see cref="IHttpClientFactory"/> replaces handlers after two minutes, and its timer holds the host's services until then. That is longer than
    /// most runs, which ended with a thousand hosts in memory. A host that lives for seconds needs no new handlers.
    /// </remarks>
    internal static void KeepHttpHandlers(this IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(client => client.SetHandlerLifetime(Timeout.InfiniteTimeSpan));
}
