using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>Exchanges codes for tokens, refreshes access tokens and revokes refresh tokens, at the accounts server of the user's data center.</summary>
/// <remarks>
/// Thread-safe; <c>AddBiginOAuth</c> registers it. Whatever the server answers, or doesn't, is a result and never thrown. The caller's own
/// cancellation throws, and so do wrong arguments and handlers of the host's that can't be made. Nothing is sent to a server outside <see cref="BiginOAuthOptions.DataCenters"/>, and no code twice.
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
    private const string TokenPath = "/oauth/v2/token";

    // Departure: Zoho Accounts has a newer path with client credentials; this is the one that Bigin documents.
    private const string RevocationPath = "/oauth/v2/token/revoke";

    private readonly DataCenterMap _map;
    private readonly ClientCredentials _credentials;
    private readonly AccountsServerClient _server;
    private readonly TimeProvider _timeProvider;
    private readonly TokenAnswerReader _reader;
    private readonly TokenTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly SentCodes _sentCodes = new();
    private readonly ConcurrentDictionary<string, bool> _foreignApiDomains = new(StringComparer.Ordinal);

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
        _credentials = new ClientCredentials(options, optionsNow, logger);
        _server = new AccountsServerClient(httpClients);
        _timeProvider = timeProvider;
        _reader = new TokenAnswerReader(timeProvider);
        _telemetry = new TokenTelemetry(meters, timeProvider);
        _logger = logger;
    }

    /// <summary>Exchanges the code that the user came back with for tokens. A code is sent once, whatever comes of it.</summary>
    /// <param name="authorization">What <see cref="RedirectResponseParser"/> made of the redirect.</param>
    /// <param name="cancellationToken">Ends the wait. Where nothing was sent yet, the code stays good.</param>
    /// <returns><see cref="BiginTokens"/> or <see cref="TokenError"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="authorization"/> is null.</exception>
    /// <exception cref="ArgumentException">The result comes from a parser with other data centers. Nothing is sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenResponse> ExchangeAsync(AuthorizationResult authorization, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        DataCenter dataCenter = Known(authorization.DataCenter, nameof(authorization));
        ThrowIfCancelled(TokenOperation.Exchange, dataCenter, cancellationToken);
        if (_credentials.FindSecret(dataCenter) is not { } secret)
        {
            return NotSent(TokenOperation.Exchange, dataCenter, TokenErrorKind.MissingClientSecret);
        }

        // A callback that is reloaded later brings a code that is both, and that it was sent is what tells the mend.
        bool isExpired = authorization.Code.IsExpired(_timeProvider.GetUtcNow());
        if (isExpired ? _sentCodes.IsClaimed(authorization.Code) : !_sentCodes.TryClaim(authorization.Code))
        {
            return NotSent(TokenOperation.Exchange, dataCenter, TokenErrorKind.CodeAlreadyUsed);
        }

        if (isExpired)
        {
            return NotSent(TokenOperation.Exchange, dataCenter, TokenErrorKind.CodeExpired);
        }

        var ticket = new TokenRequestTicket(isSentOnce: true);
        try
        {
            return await AskForTokensAsync(TokenOperation.Exchange, dataCenter, ExchangeForm(authorization, secret), ticket, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (ticket.TryGiveBack())
            {
                _sentCodes.Release(authorization.Code);
            }
        }
    }

    /// <summary>Gets a new access token. The refresh token stays the same: Bigin doesn't rotate it.</summary>
    /// <remarks>Zoho gives ten access tokens per refresh token in ten minutes, so use each until it expires.</remarks>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="dataCenter">The data center that gave it; <see cref="BiginOAuthOptions.FindDataCenter"/> finds it by a stored id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="BiginTokens"/> or <see cref="TokenError"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The data center is not one of <see cref="BiginOAuthOptions.DataCenters"/>. Nothing is sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenResponse> RefreshAsync(RefreshToken refreshToken, DataCenter dataCenter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentNullException.ThrowIfNull(dataCenter);
        dataCenter = Known(dataCenter, nameof(dataCenter));
        ThrowIfCancelled(TokenOperation.Refresh, dataCenter, cancellationToken);
        if (_credentials.FindSecret(dataCenter) is not { } secret)
        {
            return NotSent(TokenOperation.Refresh, dataCenter, TokenErrorKind.MissingClientSecret);
        }

        // Zoho Accounts, "Refresh access tokens": these four, and no redirect URI.
        KeyValuePair<string, string>[] form =
        [
            new("grant_type", "refresh_token"),
            new("client_id", _credentials.GetClientId(dataCenter)),
            new("client_secret", secret),
            new("refresh_token", refreshToken.Reveal()),
        ];
        return await AskForTokensAsync(TokenOperation.Refresh, dataCenter, form, new TokenRequestTicket(isSentOnce: false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a refresh token and the access tokens made from it useless, for the one organization that they were given for.</summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="dataCenter">The data center that gave it; <see cref="BiginOAuthOptions.FindDataCenter"/> finds it by a stored id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="Revoked"/> or <see cref="RevocationFailed"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The data center is not one of <see cref="BiginOAuthOptions.DataCenters"/>. Nothing is sent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <seealso href="https://www.bigin.com/developer/docs/apis/v2/revoke-tokens.html">Bigin: Revoke tokens</seealso>
    public async Task<RevocationResponse> RevokeAsync(RefreshToken refreshToken, DataCenter dataCenter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentNullException.ThrowIfNull(dataCenter);
        dataCenter = Known(dataCenter, nameof(dataCenter));
        ThrowIfCancelled(TokenOperation.Revoke, dataCenter, cancellationToken);

        // Bigin, "Revoke tokens": the token alone, without client credentials.
        KeyValuePair<string, string>[] form = [new("token", refreshToken.Reveal())];
        using TokenTelemetry.Request request = _telemetry.Begin(TokenOperation.Revoke, dataCenter);
        AccountsServerReply reply = await PostAsync(TokenOperation.Revoke, dataCenter, form, new TokenRequestTicket(isSentOnce: false), request, cancellationToken).ConfigureAwait(false);
        TokenError? error = reply.Answer is { } answer ? _reader.ReadRevocation(answer, dataCenter, new SecretEcho(form)) : Unanswered(reply, TokenOperation.Revoke, dataCenter);
        request.End(error, (int?)reply.StatusCode);
        if (error is not null)
        {
            Log(error, TokenOperation.Revoke, dataCenter);
            return new RevocationFailed(error);
        }

        BiginLog.TokenRevoked(_logger, dataCenter.AccountsServer.Host, dataCenter.Id);
        return new Revoked(dataCenter);
    }

    private async Task<TokenResponse> AskForTokensAsync(
        TokenOperation operation, DataCenter dataCenter, IEnumerable<KeyValuePair<string, string>> form, TokenRequestTicket ticket, CancellationToken cancellationToken)
    {
        using TokenTelemetry.Request request = _telemetry.Begin(operation, dataCenter);
        DateTimeOffset askedAt = _timeProvider.GetUtcNow();
        AccountsServerReply reply = await PostAsync(operation, dataCenter, form, ticket, request, cancellationToken).ConfigureAwait(false);
        string? apiDomain = null;
        var echo = new SecretEcho(form);
        TokenResponse response = reply.Answer is { } answer
            ? _reader.ReadTokens(answer, operation, dataCenter, echo, askedAt, out apiDomain)
            : Unanswered(reply, operation, dataCenter);
        request.End(response as TokenError, (int?)reply.StatusCode);
        response.Switch(
            issued: tokens => Log(tokens, operation, apiDomain, echo),
            failed: error => Log(error, operation, dataCenter));
        return response;
    }

    // Zoho Accounts, "Access token". The redirect URI and the verifier are those of the link (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
    private IEnumerable<KeyValuePair<string, string>> ExchangeForm(AuthorizationResult authorization, string secret)
    {
        yield return new("grant_type", "authorization_code");
        yield return new("client_id", _credentials.GetClientId(authorization.DataCenter));
        yield return new("client_secret", secret);
        yield return new("redirect_uri", authorization.RedirectUri.OriginalString);
        yield return new("code", authorization.Code.Reveal());
        if (authorization.CodeVerifier is { } codeVerifier)
        {
            yield return new("code_verifier", codeVerifier);
        }
    }

    // The entry of the map is what is used, whatever equals it.
    private DataCenter Known(DataCenter dataCenter, string parameterName) => _map.Find(dataCenter)
        ?? throw new ArgumentException(
            $"Data center '{dataCenter}' with these servers is not an entry of {nameof(BiginOAuthOptions.DataCenters)}. Take it from there: {nameof(BiginOAuthOptions.FindDataCenter)} finds it by its id.",
            parameterName);

    private async Task<AccountsServerReply> PostAsync(
        TokenOperation operation, DataCenter dataCenter, IEnumerable<KeyValuePair<string, string>> form, TokenRequestTicket ticket, TokenTelemetry.Request request, CancellationToken cancellationToken)
    {
        try
        {
            var endpoint = new Uri(dataCenter.AccountsServer, operation is TokenOperation.Revoke ? RevocationPath : TokenPath);
            return await _server.PostAsync(endpoint, form, ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            request.End(TokenOutcome.Canceled);
            BiginLog.TokenRequestCanceled(_logger, operation, dataCenter.AccountsServer.Host, dataCenter.Id);
            throw;
        }
    }

    private void ThrowIfCancelled(TokenOperation operation, DataCenter dataCenter, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _telemetry.CountUnsent(operation, dataCenter, TokenOutcome.Canceled);
            BiginLog.TokenRequestCanceled(_logger, operation, dataCenter.AccountsServer.Host, dataCenter.Id);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private TokenError NotSent(TokenOperation operation, DataCenter dataCenter, TokenErrorKind kind)
    {
        var error = new TokenError(kind, TokenErrorHint.Of(kind, operation, dataCenter));
        _telemetry.CountUnsent(operation, dataCenter, TokenOutcome.Of(kind));
        BiginLog.TokenRequestNotSent(_logger, operation, dataCenter.AccountsServer.Host, dataCenter.Id, kind, error.Hint);
        return error;
    }

    private static TokenError Unanswered(AccountsServerReply reply, TokenOperation operation, DataCenter dataCenter) =>
        new(reply.Failure, TokenErrorHint.Of(reply.Failure, operation, dataCenter)) { StatusCode = reply.StatusCode, Cause = reply.Cause };

    private void Log(BiginTokens tokens, TokenOperation operation, string? apiDomain, SecretEcho echo)
    {
        DataCenter dataCenter = tokens.DataCenter;
        if (operation is TokenOperation.Exchange)
        {
            BiginLog.CodeExchanged(_logger, dataCenter.AccountsServer.Host, dataCenter.Id, tokens.RefreshToken is not null);
        }
        else
        {
            BiginLog.TokenRefreshed(_logger, dataCenter.AccountsServer.Host, dataCenter.Id);
        }

        // Untrusted like everything else in an answer: an access token must not go where a proxy on the way wants it.
        if (ApiDomain.IsForeign(apiDomain, dataCenter.ApiServer) && _foreignApiDomains.TryAdd(dataCenter.Id, true))
        {
            string named = ApiDomain.HostOf(apiDomain);
            named = echo.IsIn(named, tokens.AccessToken.Reveal(), tokens.RefreshToken?.Reveal()) ? ApiDomain.Unreadable : named;
            BiginLog.ApiServerNotFollowed(_logger, dataCenter.AccountsServer.Host, dataCenter.Id, named, dataCenter.ApiServer.Host);
        }
    }

    private void Log(TokenError error, TokenOperation operation, DataCenter dataCenter) =>
        BiginLog.TokenRequestFailed(_logger, operation, dataCenter.AccountsServer.Host, dataCenter.Id, error.Kind, (int?)error.StatusCode, error.Cause ?? "none", error.Hint);
}
