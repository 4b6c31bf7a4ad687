using Bigin.OAuth;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the way to a connection on the person's own machine.</summary>
public static class BiginOAuthBuilderInteractiveExtensions
{
    /// <summary>Adds <see cref="BiginInteractiveConnector"/>, for a console program or a desktop application.</summary>
    /// <remarks>
    /// <see cref="BiginOAuthOptions.RedirectUri"/> has to begin with <c>http://localhost</c>, and the port has to be the registered one.
    /// The host doesn't start otherwise.
    /// </remarks>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder. Calling this again only adds configuration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <example>
    /// <code>
    /// services.AddBiginOAuth(configuration.GetSection("Bigin")).AddInteractive(options => options.Timeout = TimeSpan.FromMinutes(10));
    /// </code>
    /// </example>
    public static BiginOAuthBuilder AddInteractive(this BiginOAuthBuilder builder, Action<BiginInteractiveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        if (builder.Services.Any(service => service.ServiceType == typeof(BiginInteractiveConnector)))
        {
            return builder;
        }

        builder.Services.AddOptionsWithValidateOnStart<BiginInteractiveOptions, InteractiveOptionsValidator>();
        builder.Services.AddSingleton<InteractiveFlow>();
        builder.Services.AddSingleton(provider => new BiginInteractiveConnector(
            provider.GetRequiredService<InteractiveFlow>(), provider.GetRequiredService<BiginConnections>(),
            provider.GetRequiredService<IOptionsMonitor<BiginOAuthOptions>>()));
        return builder;
    }
}
