using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Sends token requests, has the responses read, and records both in logs, traces and metrics.</summary>
internal sealed class TokenEndpointClient(IHttpClientFactory httpClients, TimeProvider timeProvider, IMeterFactory meters, ILogger logger)
{
    private readonly AccountsServerClient _server = new(httpClients);
    private readonly TokenResponseReader _reader = new(timeProvider);
    private readonly TokenTelemetry _telemetry = new(meters, timeProvider);
    private readonly ConcurrentDictionary<string, bool> _foreignApiDomains = new(StringComparer.Ordinal);

    /// <inheritdoc cref="AccountsServerClient.ThrowIfNoClient"/>
    internal void ThrowIfNoClient() => _server.ThrowIfNoClient();

    internal void ThrowIfCanceled(TokenRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _telemetry.CountUnsent(request, TokenOutcome.Canceled);
            BiginLog.TokenRequestCanceled(logger, request.Operation, request.Host, request.DataCenter.Id);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Makes the error of a request that is not sent.</summary>
    internal TokenError Refuse(TokenRequest request, TokenErrorKind kind)
    {
        var error = new TokenError(kind, TokenErrorHints.Get(kind, request)) { MayHaveArrived = false };
        _telemetry.CountUnsent(request, TokenOutcome.FromKind(kind));
        BiginLog.TokenRequestNotSent(logger, request.Operation, request.Host, request.DataCenter.Id, kind, error.Hint);
        return error;
    }

    internal async Task<TokenResponse> GetTokensAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        using TokenTelemetry.Call call = _telemetry.Start(request);
        DateTimeOffset sentAt = timeProvider.GetUtcNow();
        TokenHttpResult result = await SendAsync(request, call, cancellationToken).ConfigureAwait(false);
        string? apiDomain = null;
        TokenResponse response = result.Response is { } received
            ? _reader.ReadTokens(received, request, sentAt, out apiDomain)
            : TokenResponseReader.ReadException(result.Exception!, result.StatusCode, request);
        End(call, request, response as TokenError, result.StatusCode);
        if (response is BiginTokens tokens)
        {
            Log(tokens, request, apiDomain);
        }

        return response;
    }

    internal async Task<RevocationResponse> RevokeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        using TokenTelemetry.Call call = _telemetry.Start(request);
        TokenHttpResult result = await SendAsync(request, call, cancellationToken).ConfigureAwait(false);
        TokenError? error = result.Response is { } received
            ? _reader.ReadRevocation(received, request)
            : TokenResponseReader.ReadException(result.Exception!, result.StatusCode, request);
        End(call, request, error, result.StatusCode);
        if (error is not null)
        {
            return new RevocationFailed(error);
        }

        BiginLog.TokenRevoked(logger, request.Host, request.DataCenter.Id);
        return new Revoked(request.DataCenter);
    }

    private async Task<TokenHttpResult> SendAsync(TokenRequest request, TokenTelemetry.Call call, CancellationToken cancellationToken)
    {
        try
        {
            return await _server.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            call.End(TokenOutcome.Canceled);
            BiginLog.TokenRequestCanceled(logger, request.Operation, request.Host, request.DataCenter.Id);
            throw;
        }
    }

    private void End(TokenTelemetry.Call call, TokenRequest request, TokenError? error, HttpStatusCode? statusCode)
    {
        call.End(error, (int?)statusCode);
        if (error is not null)
        {
            BiginLog.TokenRequestFailed(
                logger,
                request.Operation,
                request.Host,
                request.DataCenter.Id,
                error.Kind,
                (int?)error.StatusCode,
                error.Cause ?? "none",
                error.Hint);
        }
    }

    private void Log(BiginTokens tokens, TokenRequest request, string? apiDomain)
    {
        DataCenter dataCenter = request.DataCenter;
        if (request.Operation is TokenOperation.Exchange)
        {
            BiginLog.CodeExchanged(logger, request.Host, dataCenter.Id, tokens.RefreshToken is not null);
        }
        else
        {
            BiginLog.TokenRefreshed(logger, request.Host, dataCenter.Id);
        }

        // Untrusted like everything else in a response: an access token must not go where a proxy on the way wants it.
        if (ApiDomain.IsForeign(apiDomain, dataCenter.ApiServer) && _foreignApiDomains.TryAdd(dataCenter.Id, true))
        {
            string named = ApiDomain.GetHost(apiDomain);
            bool isSecret = request.Secrets.AppearIn(named, tokens.AccessToken.Reveal(), tokens.RefreshToken?.Reveal());
            BiginLog.ApiServerNotFollowed(
                logger, request.Host, dataCenter.Id, isSecret ? ApiDomain.Unreadable : named, dataCenter.ApiServer.Host);
        }
    }
}
