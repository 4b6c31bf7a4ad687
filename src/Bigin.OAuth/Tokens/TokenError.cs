using System.Diagnostics;
using System.Net;
using System.Text.Json.Serialization;

namespace Bigin.OAuth;

/// <summary>Represents why there are no tokens, or why a token was not revoked.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TokenError : TokenResponse
{
    internal TokenError(TokenErrorKind kind, string hint) => (Kind, Hint) = (kind, hint);

    /// <summary>Gets what went wrong.</summary>
    public TokenErrorKind Kind { get; }

    /// <summary>Gets the <c>error</c> of the response as it was sent, or <see langword="null"/> where it has none.</summary>
    /// <value>At most 1,024 characters of the server's text, which may be in the user's language. It is <see langword="null"/> too where
    /// the text is longer or repeats a secret of the request.</value>
    public string? Error { get; internal init; }

    /// <summary>Gets the <c>error_description</c> of the response as it was sent, or <see langword="null"/> where it has none.</summary>
    /// <value>At most 1,024 characters of the server's text, which may be in the user's language. It is <see langword="null"/> too where
    /// the text is longer or repeats a secret of the request.</value>
    public string? ErrorDescription { get; internal init; }

    /// <summary>Gets the status of the response, or <see langword="null"/> where none came. Bigin sends most errors with 200.</summary>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Gets how long the server asked to wait, or <see langword="null"/> where it did not say.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Gets what a handler or the network threw, or <see langword="null"/> where a response came or nothing was sent.</summary>
    /// <value>It holds no secret: it is <see langword="null"/> too where the text of the exception repeats a secret of the request. JSON
    /// leaves it out.</value>
    [JsonIgnore]
    public Exception? Exception { get; internal init; }

    /// <summary>Gets a value indicating whether the same request may succeed later without a change.</summary>
    /// <value><see langword="true"/> for <see cref="TokenErrorKind.ServerError"/>, <see cref="TokenErrorKind.Unreachable"/>,
    /// <see cref="TokenErrorKind.Timeout"/>
    /// and <see cref="TokenErrorKind.RateLimited"/>. A code is sent once all the same.</value>
    public bool IsTransient =>
        Kind is TokenErrorKind.ServerError or TokenErrorKind.Unreachable or TokenErrorKind.Timeout or TokenErrorKind.RateLimited;

    /// <summary>Gets a sentence for the developer that says how to fix it. It holds no secret and none of the server's text.</summary>
    public string Hint { get; }

    /// <summary>Gets what the log says beyond the kind, or <see langword="null"/> where the kind says it all.</summary>
    internal string? Cause { get; init; }

    /// <summary>Gets a value indicating whether the request may have reached Bigin.</summary>
    internal bool MayHaveArrived { get; init; } = true;

    /// <summary>Describes the error without the server's text.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"TokenError {{ Kind = {Kind}, StatusCode = {(StatusCode is { } status ? (int)status : "none")}, Hint = {Hint} }}";
}
