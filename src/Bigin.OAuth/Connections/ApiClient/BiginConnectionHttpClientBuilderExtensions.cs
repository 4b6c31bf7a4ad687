using Bigin.OAuth;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets typed and named HTTP clients of a host call the Bigin API.</summary>
public static class BiginConnectionHttpClientBuilderExtensions
{
    /// <summary>Makes a client call the Bigin API of one connection, as <see cref="BiginConnections.CreateClient"/> does.</summary>
    /// <param name="builder">The client, such as <c>services.AddHttpClient&lt;Contacts&gt;()</c>.</param>
    /// <param name="key">The key of the connection.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character, or the client is one of this
    /// library's, or all clients.</exception>
    /// <example>
    /// <code>services.AddHttpClient&lt;Contacts&gt;().AddBiginConnection("default");</code>
    /// </example>
    public static IHttpClientBuilder AddBiginConnection(this IHttpClientBuilder builder, string key)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ConnectionKey.ThrowIfInvalid(key);
        return builder.AddBiginConnection((_, _) => key);
    }

    /// <summary>
    /// Makes a client call the Bigin API of a connection that each request chooses. Where it is called again for the same client, the last
    /// call counts.
    /// </summary>
    /// <param name="builder">The client, such as <c>services.AddHttpClient&lt;Contacts&gt;()</c>.</param>
    /// <param name="key">Names the connection of a request. The services are those of the client's handlers, which outlive a web request:
    /// take what belongs to one, such as the signed-in user, from an accessor.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The client is one of this library's, or all clients.</exception>
    /// <example>
    /// <code>
    /// services.AddHttpClient&lt;Contacts&gt;().AddBiginConnection((provider, request) =>
    ///     provider.GetRequiredService&lt;IHttpContextAccessor&gt;().HttpContext!.User.FindFirstValue("tenant")!);
    /// </code>
    /// </example>
    public static IHttpClientBuilder AddBiginConnection(
        this IHttpClientBuilder builder, Func<IServiceProvider, HttpRequestMessage, string> key)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);
        ThrowIfNotOfTheHost(builder);
        builder.ConfigureHttpClient(client => client.BaseAddress = ApiHttpClients.Placeholder).RemoveAllLoggers();
        builder.Services.AddAccessTokenHandler(builder.Name, services => request => new ApiCall(key(services, request)));
        return builder;
    }

    // At the very end: the factory's own logging comes below what hosts add, and writes the headers that it sees.
    internal static void AddAccessTokenHandler(
        this IServiceCollection services, string name, Func<IServiceProvider, Func<HttpRequestMessage, ApiCall>> getCall) =>
        services.PostConfigure<HttpClientFactoryOptions>(name, options =>
        {
            var primaryHandlerPolicy = new PrimaryHandlerPolicy();
            options.HttpMessageHandlerBuilderActions.Add(handlers =>
            {
                ILogger logger = handlers.Services.GetRequiredService<ILogger<BiginConnections>>();
                HttpMessageHandler network = handlers.PrimaryHandler;
                if (network is BiginAccessTokenHandler { InnerHandler: { } inner })
                {
                    network = inner; // a call before this one, for the same client, has looked at it
                }
                else
                {
                    primaryHandlerPolicy.Apply(handlers, logger);
                }

                handlers.PrimaryHandler = new BiginAccessTokenHandler(
                    handlers.Services.GetRequiredService<AccessTokenCache>(), getCall(handlers.Services), logger)
                {
                    InnerHandler = network,
                };
            });
        });

    // One key for the client behind CreateClient would be one tenant's token for every tenant; the token client asks before there is a
    // token.
    private static void ThrowIfNotOfTheHost(IHttpClientBuilder builder)
    {
        if (builder.Name is null or ApiHttpClients.Name or AccountsServerClient.HttpClientName)
        {
            throw new ArgumentException("A connection belongs to a client of the host's own, such as AddHttpClient<Contacts>().",
                nameof(builder));
        }
    }
}
