using System.Diagnostics.Metrics;
using Bigin.OAuth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Bigin OAuth client.</summary>
public static class BiginOAuthServiceCollectionExtensions
{
    /// <summary>Adds a Bigin OAuth client from configuration, which is checked when the host starts.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">The section that holds the properties of <see cref="BiginOAuthOptions"/>.</param>
    /// <returns>A builder to go on with. Calling this again only adds configuration.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// A name in the section that is nearly one of the options is refused when the host starts, and so is a list where a value belongs.
    /// Other names are the host's own and are listed in one warning; a <c>Connections</c> section is ignored.
    /// </remarks>
    /// <example>
    /// <code>services.AddBiginOAuth(configuration.GetSection("Bigin"));</code>
    /// </example>
    public static BiginOAuthBuilder AddBiginOAuth(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IConfigureOptions<BiginOAuthOptions>>(new SettingsBinder(configuration));
        services.AddSingleton<IOptionsChangeTokenSource<BiginOAuthOptions>>(
            new ConfigurationChangeTokenSource<BiginOAuthOptions>(Options.Options.DefaultName, configuration));
        services.AddSingleton<IValidateOptions<BiginOAuthOptions>>(new SettingsSection(configuration));
        return services.AddClient();
    }

    /// <summary>Adds a Bigin OAuth client from code, which is checked when the host starts.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder to go on with. Calling this again only adds configuration.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <example>
    /// <code>
    /// services.AddBiginOAuth(options =>
    /// {
    ///     options.ClientId = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0";
    ///     options.ClientSecret = clientSecret;
    ///     options.RedirectUri = new Uri("https://app.example.com/bigin/callback");
    ///     options.Scopes.Add(BiginScopes.Org.Read);
    /// });
    /// </code>
    /// </example>
    public static BiginOAuthBuilder AddBiginOAuth(this IServiceCollection services, Action<BiginOAuthOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure<BiginOAuthOptions>(options =>
        {
            string before = options.ClientId;
            configure(options);
            if (options.ClientId is { Length: > 0 } clientId && clientId != before)
            {
                options.Registration.NameClientId(clientId);
            }
        });
        return services.AddClient();
    }

    /// <summary>
    /// Adds a Bigin OAuth client whose options something else configures, such as <c>services.Configure&lt;BiginOAuthOptions&gt;(…)</c>.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <returns>A builder to go on with. Calling this again changes nothing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <example>
    /// <code>services.AddBiginOAuth().UseEmulator(emulator);</code>
    /// </example>
    public static BiginOAuthBuilder AddBiginOAuth(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddClient();
    }

    private static BiginOAuthBuilder AddClient(this IServiceCollection services)
    {
        // Asked of a type that only this method registers: a builder or a parser may be a host's own, keyed or not, for another client.
        if (services.Any(service => service.ServiceType == typeof(ApiHttpClients)))
        {
            return new BiginOAuthBuilder(services, services.AddHttpClient(AccountsServerClient.HttpClientName),
                services.AddHttpClient(ApiHttpClients.Name));
        }

        services.AddOptionsWithValidateOnStart<BiginOAuthOptions, BiginOAuthOptionsValidator>();
        services.AddHostedService<SettingsWarnings>();
        services.TryAddKeyedSingleton(BiginOAuthDefaults.TimeProviderKey, (provider, _) =>
            provider.GetService<TimeProvider>() ?? TimeProvider.System);
        services.AddSingleton(provider => new AuthorizationUrlBuilder(provider.GetOptions(), provider.GetClock()));
        services.AddSingleton(provider => new RedirectResponseParser(provider.GetOptions(), provider.GetClock()));
        services.AddSingleton(provider => new SelfClientCodeParser(provider.GetOptions(), provider.GetClock()));
        services.AddSingleton(provider => new BiginTokenClient(
            provider.GetOptions(),
            provider.GetRequiredService<IOptionsMonitor<BiginOAuthOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetClock(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<BiginTokenClient>>()));

        // After every Configure, wherever it is written, and around the primary handler: nothing that the host adds comes between these two
        // and the network.
        services.PostConfigure<HttpClientFactoryOptions>(AccountsServerClient.HttpClientName, options =>
        {
            var primaryHandlerPolicy = new PrimaryHandlerPolicy();
            options.HttpMessageHandlerBuilderActions.Add(handlers =>
            {
                primaryHandlerPolicy.Apply(handlers, handlers.Services.GetRequiredService<ILogger<BiginTokenClient>>());
                handlers.PrimaryHandler =
                    new SendOnceHandler { InnerHandler = new BoundedBodyHandler { InnerHandler = handlers.PrimaryHandler } };
            });
        });
        services.AddConnections();
        return new BiginOAuthBuilder(services, services.AddTokenHttpClient(), services.AddHttpClient(ApiHttpClients.Name)
            .RemoveAllLoggers());
    }

    private static IHttpClientBuilder AddTokenHttpClient(this IServiceCollection services) =>
        services.AddHttpClient(AccountsServerClient.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(30))
            .RemoveAllLoggers(); // their redaction covers only the formatted text: the structured values carry every header
}
