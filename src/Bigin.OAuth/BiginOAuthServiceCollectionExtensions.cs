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
    /// <example>
    /// <code>services.AddBiginOAuth(configuration.GetSection("Bigin"));</code>
    /// </example>
    public static BiginOAuthBuilder AddBiginOAuth(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IConfigureOptions<BiginOAuthOptions>>(new DataCenterEntryCheck(configuration));
        services.AddOptions<BiginOAuthOptions>().Bind(configuration);
        services.AddSingleton<IValidateOptions<BiginOAuthOptions>>(new ScalarListValidator(configuration));
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
        services.Configure(configure);
        return services.AddClient();
    }

    private static BiginOAuthBuilder AddClient(this IServiceCollection services)
    {
        // Asked of a type that only this method registers: a builder or a parser may be a host's own, keyed or not, for another client.
        if (services.Any(service => service.ServiceType == typeof(ApiHttpClients)))
        {
            return new BiginOAuthBuilder(services, services.AddHttpClient(AccountsServerClient.HttpClientName), services.AddHttpClient(ApiHttpClients.Name));
        }

        services.AddOptionsWithValidateOnStart<BiginOAuthOptions, BiginOAuthOptionsValidator>();
        services.TryAddKeyedSingleton(BiginOAuthDefaults.TimeProviderKey, (provider, _) => provider.GetService<TimeProvider>() ?? TimeProvider.System);
        services.AddSingleton(provider => new AuthorizationUrlBuilder(provider.GetOptions(), provider.GetClock()));
        services.AddSingleton(provider => new RedirectResponseParser(provider.GetOptions(), provider.GetClock()));
        services.AddSingleton(provider => new BiginTokenClient(
            provider.GetOptions(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetClock(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<BiginTokenClient>>()));

        // After every Configure, wherever it is written: nothing that the host adds to the client comes between these two and the network,
        // and no handler that it puts at the end, proxy and all, follows redirects.
        services.PostConfigure<HttpClientFactoryOptions>(AccountsServerClient.HttpClientName, options =>
        {
            var redirectsAndCookies = new RedirectsAndCookies();
            options.HttpMessageHandlerBuilderActions.Add(handlers =>
            {
                handlers.AdditionalHandlers.Add(new SendOnceHandler());
                handlers.AdditionalHandlers.Add(new BoundedBodyHandler());
                redirectsAndCookies.TurnOff(handlers, handlers.Services.GetRequiredService<ILogger<BiginTokenClient>>());
            });
        });
        services.AddConnections();
        return new BiginOAuthBuilder(services, services.AddTokenHttpClient(), services.AddHttpClient(ApiHttpClients.Name));
    }

    private static IHttpClientBuilder AddTokenHttpClient(this IServiceCollection services) =>
        services.AddHttpClient(AccountsServerClient.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(30))
            .RemoveAllLoggers(); // their redaction covers only the formatted text: the structured values carry every header
}
