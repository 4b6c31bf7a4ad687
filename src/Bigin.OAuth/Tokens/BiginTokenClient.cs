using System.Diagnostics.CodeAnalysis;
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
    /// <param name="cancellationToken">Ends the wait. The code can still be exchanged if nothing was sent yet, and no handler of the host
    /// may have sent it in its own way.</param>
    /// <returns><see cref="BiginTokens"/> or <see cref="TokenError"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="authorization"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The result comes from a parser with other data centers. Nothing is sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [SuppressMessage("ApiDesign", "RS0026",
        Justification = "No call fits both: the results of two parsers aren't convertible to each other.")]
    public async Task<TokenResponse> ExchangeAsync(AuthorizationResult authorization, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        DataCenter dataCenter = _map.FindOrThrow(authorization.DataCenter, nameof(authorization));
        var request = TokenRequest.Exchange(dataCenter, _clients.Find(dataCenter), authorization);
        return await ExchangeAsync(request, authorization.Code, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Exchanges a code that was made in Zoho's API console for tokens. A code is sent once.</summary>
    /// <param name="code">The result of <see cref="SelfClientCodeParser"/>.</param>
    /// <param name="cancellationToken">Ends the wait. The code can still be exchanged if nothing was sent yet, and no handler of the host
    /// may have sent it in its own way.</param>
    /// <returns><see cref="BiginTokens"/> or <see cref="TokenError"/>. A code that names another client than the configured one isn't sent:
    /// <see cref="TokenErrorKind.ClientMismatch"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The code comes from a parser with other data centers. Nothing is sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <seealso href="https://www.bigin.com/developer/docs/apis/v2/self-client-get-access-token.html">Bigin: Get an access token</seealso>
    [SuppressMessage("ApiDesign", "RS0026",
        Justification = "No call fits both: the results of two parsers aren't convertible to each other.")]
    public async Task<TokenResponse> ExchangeAsync(SelfClientCode code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        DataCenter dataCenter = _map.FindOrThrow(code.DataCenter, nameof(code));
        ClientCredentials client = _clients.Find(dataCenter);
        var request = TokenRequest.Exchange(dataCenter, client, code);
        if (code.ClientId is { } clientId && clientId != client.ClientId)
        {
            _endpoint.ThrowIfCanceled(request, cancellationToken);
            return _endpoint.Refuse(request, TokenErrorKind.ClientMismatch);
        }

        return await ExchangeAsync(request, code.Code, cancellationToken).ConfigureAwait(false);
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
        dataCenter = _map.FindOrThrow(dataCenter, nameof(dataCenter));
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
        dataCenter = _map.FindOrThrow(dataCenter, nameof(dataCenter));
        var request = TokenRequest.Revoke(dataCenter, _clients.Find(dataCenter), refreshToken);
        _endpoint.ThrowIfCanceled(request, cancellationToken);
        return await _endpoint.RevokeAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="AccountsServerClient.ThrowIfNoClient"/>
    internal void ThrowIfNoClient() => _endpoint.ThrowIfNoClient();

    private async Task<TokenResponse> ExchangeAsync(TokenRequest request, AuthorizationCode code, CancellationToken cancellationToken)
    {
        _endpoint.ThrowIfCanceled(request, cancellationToken);
        if (request.LacksSecret)
        {
            return _endpoint.Refuse(request, TokenErrorKind.MissingClientSecret);
        }

        // A callback that is reloaded later brings a code that is both. That it was sent is what the developer has to know.
        bool isExpired = code.IsExpired(_timeProvider.GetUtcNow());
        if (isExpired ? _sentCodes.Contains(code) : !_sentCodes.TryAdd(code))
        {
            return _endpoint.Refuse(request, TokenErrorKind.CodeAlreadyUsed);
        }

        if (isExpired)
        {
            return _endpoint.Refuse(request, TokenErrorKind.CodeExpired);
        }

        TokenResponse? response = null;
        try
        {
            return response = await _endpoint.GetTokensAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A handler of the host may have sent what it has read in its own way: past the library's handler, or to a response.
            bool mayBeRelayed = request.State.IsRead
                && (!request.State.HasBegun || response is BiginTokens or TokenError { StatusCode: not null });
            if (request.State.TryGiveBack() && !mayBeRelayed)
            {
                _sentCodes.Remove(code);
            }
        }
    }
}
