using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>
/// Exchanges codes for tokens, refreshes access tokens and revokes refresh tokens, at the accounts server of the user's data center.
/// </summary>
/// <remarks>
/// Thread-safe; <c>AddBiginOAuth</c> registers it. What the server sends, and that it sends nothing, is a result and never thrown. The
/// caller's own cancellation throws, and so do wrong arguments and handlers of the host that can't be created. Nothing is sent to a server
/// outside <see cref="BiginOAuthOptions.DataCenters"/>. Each request leaves once a call, past all retrying handlers of the host, and no
/// code is sent twice.
/// </remarks>
/// <example>
/// <code>
/// TokenResponse response = await tokenClient.ExchangeAsync(authorizationResult, cancellationToken);
/// string text = response.Match(
///     issued: tokens => $"connected until {tokens.ExpiresAt:T}",
///     failed: error => error.Hint);
/// </code>
/// </example>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/access-refresh.html">Bigin: Access and refresh tokens</seealso>
public sealed class BiginTokenClient
{
    private readonly DataCenterMap _map;
    private readonly ConfiguredClients _clients;
    private readonly TokenEndpointClient _endpoint;
    private readonly TimeProvider _timeProvider;
    private readonly SentCodeCache _sentCodes = new();

    internal BiginTokenClient(
        BiginOAuthOptions options,
        IOptionsMonitor<BiginOAuthOptions> optionsNow,
        IHttpClientFactory httpClients,
        TimeProvider timeProvider,
        IMeterFactory meters,
        ILogger<BiginTokenClient> logger)
    {
        BiginOAuthOptionsValidator.ThrowIfInvalid(options);
        _map = new DataCenterMap(options);
        _clients = new ConfiguredClients(options, optionsNow, logger);
        _endpoint = new TokenEndpointClient(httpClients, timeProvider, meters, logger);
        _timeProvider = timeProvider;
    }

    /// <summary>Exchanges the code that the user came back with for tokens. A code is sent once.</summary>
    /// <param name="authorization">The result of <see cref="RedirectResponseParser"/>.</param>
    /// <param name="cancellationToken">Ends the wait. If nothing was sent yet, the code can still be exchanged.</param>
    /// <returns><see cref="BiginTokens"/> or <see cref="TokenError"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="authorization"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The result comes from a parser with other data centers. Nothing is sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenResponse> ExchangeAsync(AuthorizationResult authorization, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        DataCenter dataCenter = FindEntry(authorization.DataCenter, nameof(authorization));
        var request = TokenRequest.Exchange(dataCenter, _clients.Find(dataCenter), authorization);
        _endpoint.ThrowIfCanceled(request, cancellationToken);
        if (request.LacksSecret)
        {
            return _endpoint.Refuse(request, TokenErrorKind.MissingClientSecret);
        }

        // A callback that is reloaded later brings a code that is both. That it was sent is what the developer has to know.
        bool isExpired = authorization.Code.IsExpired(_timeProvider.GetUtcNow());
        if (isExpired ? _sentCodes.Contains(authorization.Code) : !_sentCodes.TryAdd(authorization.Code))
        {
            return _endpoint.Refuse(request, TokenErrorKind.CodeAlreadyUsed);
        }

        if (isExpired)
        {
            return _endpoint.Refuse(request, TokenErrorKind.CodeExpired);
        }

        try
        {
            return await _endpoint.GetTokensAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (request.State.TryGiveBack())
            {
                _sentCodes.Remove(authorization.Code);
            }
        }
    }

    /// <summary>Gets a new access token. The refresh token stays the same: Bigin doesn't rotate it.</summary>
    /// <remarks>Zoho gives ten access tokens per refresh token in ten minutes, so use each until it expires.</remarks>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="dataCenter">The data center that issued it; <see cref="BiginOAuthOptions.FindDataCenter"/> finds it by a stored
    /// id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="BiginTokens"/> or <see cref="TokenError"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The data center is not one of <see cref="BiginOAuthOptions.DataCenters"/>. Nothing is
    /// sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenResponse> RefreshAsync(
        RefreshToken refreshToken, DataCenter dataCenter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentNullException.ThrowIfNull(dataCenter);
        dataCenter = FindEntry(dataCenter, nameof(dataCenter));
        var request = TokenRequest.Refresh(dataCenter, _clients.Find(dataCenter), refreshToken);
        _endpoint.ThrowIfCanceled(request, cancellationToken);
        return request.LacksSecret
            ? _endpoint.Refuse(request, TokenErrorKind.MissingClientSecret)
            : await _endpoint.GetTokensAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Revokes a refresh token and the access tokens made from it, for the one organization that they were issued for.</summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="dataCenter">The data center that issued it; <see cref="BiginOAuthOptions.FindDataCenter"/> finds it by a stored
    /// id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="Revoked"/> or <see cref="RevocationFailed"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The data center is not one of <see cref="BiginOAuthOptions.DataCenters"/>. Nothing is
    /// sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <seealso href="https://www.bigin.com/developer/docs/apis/v2/revoke-tokens.html">Bigin: Revoke tokens</seealso>
    public async Task<RevocationResponse> RevokeAsync(
        RefreshToken refreshToken, DataCenter dataCenter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentNullException.ThrowIfNull(dataCenter);
        dataCenter = FindEntry(dataCenter, nameof(dataCenter));
        var request = TokenRequest.Revoke(dataCenter, _clients.Find(dataCenter), refreshToken);
        _endpoint.ThrowIfCanceled(request, cancellationToken);
        return await _endpoint.RevokeAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // The entry of the map is what is used, and not the argument that equals it.
    private DataCenter FindEntry(DataCenter dataCenter, string parameterName) => _map.Find(dataCenter)
        ?? throw new ArgumentException(
            $"Data center '{dataCenter}' with these servers is not an entry of {nameof(BiginOAuthOptions.DataCenters)}. "
            + $"Use an entry of it: {nameof(BiginOAuthOptions)}.{nameof(BiginOAuthOptions.FindDataCenter)} finds one by its id.",
            parameterName);
}
