using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>Makes sense of what an accounts server answered. The body decides, because Zoho reports errors with status 200 too.</summary>
internal sealed class TokenAnswerReader(TimeProvider timeProvider)
{
    private const int LongestText = 1024;

    /// <summary>Reads the answer to an exchange or a refresh.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="dataCenter">Who was asked.</param>
    /// <param name="echo">Knows the secrets that were sent.</param>
    /// <param name="askedAt">When, which is what the token's life is counted from.</param>
    /// <param name="apiDomain">Where the answer says that API calls go, which is not followed.</param>
    internal TokenResponse ReadTokens(
        TokenAnswer answer, TokenOperation operation, DataCenter dataCenter, SecretEcho echo, DateTimeOffset askedAt, out string? apiDomain)
    {
        TokenAnswerJson? json = TokenAnswerJson.Read(answer.Body);
        apiDomain = json is null ? null : TokenAnswerJson.Text(json.ApiDomain);
        if (json is null || !TokenAnswerJson.IsAbsent(json.Error) || !answer.MayHoldTokens || Token(json.AccessToken) is not { } accessToken)
        {
            return ReadError(answer, json, operation, dataCenter, echo);
        }

        return new BiginTokens(
            new AccessToken(accessToken),
            Token(json.RefreshToken) is { } refreshToken ? new RefreshToken(refreshToken) : null,
            dataCenter,
            askedAt + TokenLifetime.Read(json.ExpiresIn, json.ExpiresInSec),
            Scopes(TokenAnswerJson.Text(json.Scope)));
    }

    // Bigin, "Revoke tokens": the reply is {"status":"success"}.
    internal TokenError? ReadRevocation(TokenAnswer answer, DataCenter dataCenter, SecretEcho echo)
    {
        TokenAnswerJson? json = TokenAnswerJson.Read(answer.Body);
        return json is not null && TokenAnswerJson.IsAbsent(json.Error) && answer.MayHoldTokens && TokenAnswerJson.Text(json.Status) is "success"
            ? null
            : ReadError(answer, json, TokenOperation.Revoke, dataCenter, echo);
    }

    private TokenError ReadError(TokenAnswer answer, TokenAnswerJson? json, TokenOperation operation, DataCenter dataCenter, SecretEcho echo)
    {
        string? error = json is null ? null : TokenAnswerJson.Text(json.Error);
        TokenErrorKind kind = Classify(answer, error, json is null ? null : TokenAnswerJson.Text(json.Status), operation);
        return new TokenError(kind, TokenErrorHint.Of(kind, operation, dataCenter))
        {
            Error = IsDocumented(kind) ? error : Shown(error, echo),
            ErrorDescription = json is null ? null : Shown(TokenAnswerJson.Text(json.ErrorDescription), echo),
            StatusCode = answer.StatusCode,
            RetryAfter = Delay(answer.RetryAfter),
            Cause = kind is TokenErrorKind.Other ? FailureCause.Of(error!, echo) : null,
        };
    }

    // Zoho Accounts, "Access token" and "Token limits". Names count to the letter; the wording of a throttled request is in the user's language.
    private static TokenErrorKind Classify(TokenAnswer answer, string? error, string? status, TokenOperation operation) => error switch
    {
        "invalid_code" when operation is TokenOperation.Exchange => TokenErrorKind.InvalidCode,
        "invalid_code" => TokenErrorKind.InvalidRefreshToken,
        "invalid_token" when operation is TokenOperation.Revoke => TokenErrorKind.InvalidRefreshToken,
        "invalid_client" => TokenErrorKind.InvalidClient,
        "invalid_client_secret" => TokenErrorKind.InvalidClientSecret,
        "invalid_redirect_uri" => TokenErrorKind.InvalidRedirectUri,
        "access_denied" => TokenErrorKind.AccessDenied,
        _ when IsWording(error) || status is "failure" || answer.StatusCode is HttpStatusCode.TooManyRequests => TokenErrorKind.RateLimited,
        _ when answer.IsServerError => TokenErrorKind.ServerError,
        not (null or "") => TokenErrorKind.Other,
        _ => TokenErrorKind.UnreadableResponse,
    };

    // "Access Denied" in English, "拒绝访问" in Chinese: a space, a capital or a character outside ASCII, which no name has.
    private static bool IsWording(string? error) => error is not null && error.Any(c => c is ' ' or (>= 'A' and <= 'Z') or > '\x7F');

    private static string? Token(JsonElement member) =>
        TokenAnswerJson.Text(member) is { Length: > 0 } token && VisibleCharacters.AreAll(token) ? token : null;

    // Departure: RFC 6749 section 3.3 separates scopes by space; Zoho writes commas in requests and is seen to answer with spaces.
    private static string[]? Scopes(string? scope) =>
        scope?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } scopes ? scopes : null;

    // Such a name is a constant, whatever secret it may happen to hold.
    private static bool IsDocumented(TokenErrorKind kind) =>
        kind is not (TokenErrorKind.Other or TokenErrorKind.RateLimited or TokenErrorKind.ServerError or TokenErrorKind.UnreadableResponse);

    private static string? Shown(string? text, SecretEcho echo) => text is { Length: <= LongestText } && !echo.IsIn(text) ? text : null;

    private TimeSpan? Delay(RetryConditionHeaderValue? retryAfter)
    {
        TimeSpan? delay = retryAfter?.Delta ?? (retryAfter?.Date - timeProvider.GetUtcNow());
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
