using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth;

/// <summary>Goes on with the registration that <c>AddBiginOAuth</c> began.</summary>
public sealed class BiginOAuthBuilder
{
    internal BiginOAuthBuilder(IServiceCollection services, IHttpClientBuilder tokenHttpClient) =>
        (Services, TokenHttpClient) = (services, tokenHttpClient);

    /// <summary>Gets the services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the builder of the HTTP client that talks to the accounts servers.</summary>
    /// <remarks>It follows no redirects, keeps no cookies, logs nothing and gives up after 30 seconds.</remarks>
    public IHttpClientBuilder TokenHttpClient { get; }
}
