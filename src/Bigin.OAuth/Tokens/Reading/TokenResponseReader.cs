using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>Reads what an accounts server sent. The body decides, because Zoho reports errors with status 200 too.</summary>
internal sealed class TokenResponseReader(TimeProvider timeProvider)
{
    private const int MaxTextLength = 1024;

    /// <summary>Reads the response to an exchange or a refresh.</summary>
    /// <param name="response">The response.</param>
    /// <param name="request">The request.</param>
    /// <param name="sentAt">When the request was sent, which is what the token's life is counted from.</param>
    /// <param name="apiDomain">Where the response says that API calls go, which is not followed.</param>
    internal TokenResponse ReadTokens(TokenHttpResponse response, TokenRequest request, DateTimeOffset sentAt, out string? apiDomain)
    {
        TokenResponseJson? json = TokenResponseJson.Read(response.Body);
        apiDomain = json is null ? null : TokenResponseJson.GetText(json.ApiDomain);
        if (!IsSuccess(response, json) || ReadToken(json.AccessToken) is not { } accessToken)
        {
            return ReadError(response, json, request);
        }

        return new BiginTokens(
            new AccessToken(accessToken),
            ReadToken(json.RefreshToken) is { } refreshToken ? new RefreshToken(refreshToken) : null,
            request.DataCenter,
            sentAt + TokenLifetime.Read(json.ExpiresIn, json.ExpiresInSec),
            ReadScopes(TokenResponseJson.GetText(json.Scope)));
    }

    // Bigin, "Revoke tokens": the reply is {"status":"success"}.
    internal TokenError? ReadRevocation(TokenHttpResponse response, TokenRequest request)
    {
        TokenResponseJson? json = TokenResponseJson.Read(response.Body);
        return IsSuccess(response, json) && TokenResponseJson.GetText(json.Status) is "success" ? null : ReadError(response, json, request);
    }

    /// <summary>Reads an exception. A handler may have thrown what it saw, the form included.</summary>
    internal static TokenError ReadException(Exception exception, HttpStatusCode? statusCode, TokenRequest request)
    {
        TokenErrorKind kind = RequestFailure.Classify(exception);
        return new TokenError(kind, TokenErrorHints.Get(kind, request))
        {
            StatusCode = statusCode,
            Exception = request.Secrets.AppearIn(exception) ? null : exception,
            Cause = FailureCause.Describe(exception),
            MayHaveArrived = !request.State.TryGiveBack() || request.State.IsRead,
        };
    }

    private static bool IsSuccess(TokenHttpResponse response, [NotNullWhen(true)] TokenResponseJson? json) =>
        json is not null && TokenResponseJson.IsAbsent(json.Error) && response.MayBeSuccess;

    private TokenError ReadError(TokenHttpResponse response, TokenResponseJson? json, TokenRequest request)
    {
        string? error = json is null ? null : TokenResponseJson.GetText(json.Error);
        TokenErrorKind kind = Classify(response, error, json is null ? null : TokenResponseJson.GetText(json.Status), request.Operation);
        return new TokenError(kind, TokenErrorHints.Get(kind, request))
        {
            Error = IsDocumented(kind) ? error : WithoutSecrets(error, request),
            ErrorDescription = json is null ? null : WithoutSecrets(TokenResponseJson.GetText(json.ErrorDescription), request),
            StatusCode = response.StatusCode,
            RetryAfter = ReadDelay(response.RetryAfter),
            Cause = kind is TokenErrorKind.Other ? FailureCause.Describe(error!, request.Secrets) : null,
        };
    }

    // Zoho Accounts, "Access token" and "Token limits". Names count exactly; the wording of a throttled request is in the user's language.
    private static TokenErrorKind Classify(
        TokenHttpResponse response, string? error, string? status, TokenOperation operation) => error switch
        {
            "invalid_code" when operation is TokenOperation.Exchange => TokenErrorKind.InvalidCode,
            "invalid_code" => TokenErrorKind.InvalidRefreshToken,
            "invalid_token" when operation is TokenOperation.Revoke => TokenErrorKind.InvalidRefreshToken,
            "invalid_client" => TokenErrorKind.InvalidClient,
            "invalid_client_secret" => TokenErrorKind.InvalidClientSecret,
            "invalid_redirect_uri" => TokenErrorKind.InvalidRedirectUri,
            "access_denied" => TokenErrorKind.AccessDenied,
            _ when status is "failure" || response.StatusCode is HttpStatusCode.TooManyRequests => TokenErrorKind.RateLimited,
            _ when IsWording(error) && !response.IsServerError => TokenErrorKind.RateLimited, // "Service Unavailable" is a gateway's
            _ when response.IsServerError => TokenErrorKind.ServerError,
            not (null or "") => TokenErrorKind.Other,
            _ => TokenErrorKind.UnreadableResponse,
        };

    // "Access Denied" in English, "拒绝访问" in Chinese: a space, a capital or a character outside ASCII, which no name has.
    private static bool IsWording(string? error) => error is not null && error.Any(c => c is ' ' or (>= 'A' and <= 'Z') or > '\x7F');

    private static string? ReadToken(JsonElement member) =>
        TokenResponseJson.GetText(member) is { Length: > 0 } token && Rfc6749Characters.AreVisible(token) ? token : null;

    // Deviation: RFC 6749 section 3.3 separates scopes by space; Zoho writes commas in requests and is seen to send spaces.
    private static string[]? ReadScopes(string? scope) =>
        scope?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } scopes ? scopes : null;

    // Such a name is a constant, even where a secret happens to be the same.
    private static bool IsDocumented(TokenErrorKind kind) =>
        kind is not (TokenErrorKind.Other or TokenErrorKind.RateLimited or TokenErrorKind.ServerError or TokenErrorKind.UnreadableResponse);

    private static string? WithoutSecrets(string? text, TokenRequest request) =>
        text is { Length: <= MaxTextLength } && !request.Secrets.AppearIn(text) ? text : null;

    private TimeSpan? ReadDelay(RetryConditionHeaderValue? retryAfter)
    {
        TimeSpan? delay = retryAfter?.Delta ?? (retryAfter?.Date - timeProvider.GetUtcNow());
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
