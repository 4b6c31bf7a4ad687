namespace Bigin.OAuth;

/// <summary>Lists why there are no tokens. <see cref="TokenError.Hint"/> says how to fix each.</summary>
/// <remarks>
/// Bigin reports most errors with status 200 and an <c>error</c> member, so the body decides: exact names first, then the status.
/// </remarks>
public enum TokenErrorKind
{
    /// <summary>The server named an error that has no kind of its own; <see cref="TokenError.Error"/> holds it.</summary>
    Other = 0,

    /// <summary>
    /// The code is older than <see cref="BiginOAuthOptions.AuthorizationCodeLifetime"/>, and was not sent before. Known here: nothing was
    /// sent.
    /// </summary>
    CodeExpired,

    /// <summary>The code was sent before, and may have expired since. Known here: nothing was sent again.</summary>
    CodeAlreadyUsed,

    /// <summary>No client secret is configured for the data center. Known here: nothing was sent.</summary>
    MissingClientSecret,

    /// <summary><c>invalid_code</c> at an exchange: the code is wrong, expired, used, or another client's or data center's.</summary>
    InvalidCode,

    /// <summary>
    /// <c>invalid_code</c> at a refresh or a revocation, or <c>invalid_token</c> at a revocation: the refresh token is wrong, was revoked,
    /// or was pushed out by newer ones.
    /// </summary>
    InvalidRefreshToken,

    /// <summary><c>invalid_client</c>: the client id is unknown, or not enabled for the data center.</summary>
    InvalidClient,

    /// <summary><c>invalid_client_secret</c>: the secret is wrong, often another data center's.</summary>
    InvalidClientSecret,

    /// <summary><c>invalid_redirect_uri</c>: the redirect URI differs from the registered one or from that of the link.</summary>
    InvalidRedirectUri,

    /// <summary><c>access_denied</c>: too many codes or tokens were asked for, or the client may not have them.</summary>
    AccessDenied,

    /// <summary>Too many requests. Zoho says so in the user's language, or with status 429.</summary>
    RateLimited,

    /// <summary>The server failed: a status of 500 or above without a name that is known.</summary>
    ServerError,

    /// <summary>
    /// What came isn't a response of a token endpoint: HTML, an empty or cut body, another shape, a redirect, or more than 64 KiB.
    /// </summary>
    UnreadableResponse,

    /// <summary>The server could not be reached, the connection broke, or a resilience handler of the host refused to send.</summary>
    Unreachable,

    /// <summary>The response did not come in time.</summary>
    Timeout,

    /// <summary>
    /// A handler that the host added to the client threw what isn't an error of the network. <see cref="TokenError.Exception"/> holds it.
    /// </summary>
    HandlerFailed,

    /// <summary>
    /// The code was made for another client id than the one that is configured for its data center. Known here: nothing was sent.
    /// </summary>
    ClientMismatch,
}
