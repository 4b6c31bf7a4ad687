using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests;

/// <summary>What a host of a test registers and a host of production need not.</summary>
internal static class HostRegistrations
{
    /// <summary>Lets the host go when its test has ended, with the emulator and all else that its services refer to.</summary>
    /// <remarks>
    /// A timer of <see cref="IHttpClientFactory"/> holds a client's handlers, and so the services they come from, for two minutes after the first
    /// use: that is longer than most runs, which ended with a thousand hosts in memory. A host that lives for seconds needs no new handlers.
    /// </remarks>
    internal static void EndWithTheTest(this IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(client => client.SetHandlerLifetime(Timeout.InfiniteTimeSpan));
}
