using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
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

    /// <summary>
    /// Gets the builder of the HTTP client behind <see cref="BiginConnections.CreateClient"/>, for resilience handlers and the like.
    /// </summary>
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

    /// <summary>Takes connections from the settings of the host, for scripts and programs that have no database.</summary>
    /// <remarks>
    /// <para>
    /// Each child of the section is a connection by its key, which ignores case here, with <c>RefreshToken</c> and <c>DataCenter</c>. They
    /// are read once. Access tokens are kept in memory, so each start of the process costs one refresh for each connection that is used,
    /// and Zoho allows ten for a refresh token in ten minutes. What starts more often imports the token into a database with
    /// <see cref="BiginConnections.ImportAsync"/>.
    /// </para>
    /// <para>
    /// What is connected otherwise lasts until the process ends. A new consent for a configured key takes its place until then, and doesn't
    /// revoke the configured token. <see cref="BiginConnections.DisconnectAsync"/> revokes it, and a warning names the setting to remove.
    /// Another connection store beside it is refused when the host starts.
    /// </para>
    /// </remarks>
    /// <param name="connections">The section with the connections.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="connections"/> is <see langword="null"/>.</exception>
    /// <example>
    /// <code>
    /// // "Bigin": { "ClientId": "…", "ClientSecret": "…", "Connections": { "default": { "RefreshToken": "…", "DataCenter": "eu" } } }
    /// services.AddBiginOAuth(configuration.GetSection("Bigin")).UseConfiguredConnections(configuration.GetSection("Bigin:Connections"));
    /// </code>
    /// </example>
    public BiginOAuthBuilder UseConfiguredConnections(IConfiguration connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        Services.AddConfiguredConnections(connections);
        return this;
    }
}
