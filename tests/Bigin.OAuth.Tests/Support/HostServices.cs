using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests;

/// <summary>The services of a host of a test: a registration that the test completes.</summary>
internal static class HostServices
{
    /// <summary>Builds them from a scope and a redirect URI, unless the test wants others.</summary>
    internal static ServiceProvider Build(
        Action<BiginOAuthOptions>? configure = null, Action<BiginOAuthBuilder>? build = null, Action<IServiceCollection>? before = null)
    {
        var services = new ServiceCollection();
        before?.Invoke(services);
        services.KeepHttpHandlers();
        BiginOAuthBuilder builder = services.AddBiginOAuth(options =>
        {
            options.RedirectUri = new Uri("http://localhost:5999/bigin/callback");
            options.Scopes.Add(BiginScopes.Org.Read);
            configure?.Invoke(options);
        });
        build?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    /// <summary>Keeps the handlers of each client, so that the memory of a host is free when its test has ended.</summary>
    /// <remarks>
    /// <see cref="IHttpClientFactory"/> replaces handlers after two minutes, and its timer holds the host's services until then. That is longer than
    /// most runs, which ended with a thousand hosts in memory. A host that lives for seconds needs no new handlers.
    /// </remarks>
    internal static void KeepHttpHandlers(this IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(client => client.SetHandlerLifetime(Timeout.InfiniteTimeSpan));
}
