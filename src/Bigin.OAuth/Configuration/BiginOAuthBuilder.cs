using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bigin.OAuth;

/// <summary>Goes on with the registration that <c>AddBiginOAuth</c> began.</summary>
public sealed class BiginOAuthBuilder
{
    internal BiginOAuthBuilder(IServiceCollection services, IHttpClientBuilder tokenHttpClient, IHttpClientBuilder apiHttpClient) =>
        (Services, TokenHttpClient, ApiHttpClient) = (services, tokenHttpClient, apiHttpClient);

    /// <summary>Gets the services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the builder of the HTTP client that talks to the accounts servers.</summary>
    /// <remarks>It follows no redirects, keeps no cookies, logs nothing and gives up after 30 seconds.</remarks>
    public IHttpClientBuilder TokenHttpClient { get; }

    /// <summary>Gets the builder of the HTTP client behind <see cref="BiginConnections.CreateClient"/>, for resilience handlers and the like.</summary>
    /// <remarks>It follows no redirects and keeps no cookies. The access token is added below every handler, so that none sees it; only the
    /// primary handler, and what it wraps, does.</remarks>
    public IHttpClientBuilder ApiHttpClient { get; }

    /// <summary>Keeps connections in a store of the host's, in place of the one in memory.</summary>
    /// <typeparam name="TStore">The store, made once from the services of the host.</typeparam>
    /// <returns>The same builder.</returns>
    /// <example>
    /// <code>services.AddBiginOAuth(configuration.GetSection("Bigin")).UseConnectionStore&lt;YourStore&gt;();</code>
    /// </example>
    public BiginOAuthBuilder UseConnectionStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>()
        where TStore : class, IBiginConnectionStore
    {
        Services.Replace(ServiceDescriptor.Singleton<IBiginConnectionStore, TStore>());
        return this;
    }
}
