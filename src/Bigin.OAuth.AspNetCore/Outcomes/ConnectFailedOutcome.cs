using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The user accepted, and Bigin gave no tokens for the code.</summary>
public sealed class ConnectFailedOutcome : ConnectOutcome
{
    internal ConnectFailedOutcome(ConnectFailed failed, Attempt attempt)
        : base(attempt) => Error = failed.Error;

    /// <summary>Gets what Bigin responded, or why nothing came. <see cref="TokenError.Hint"/> is for the developer.</summary>
    public TokenError Error { get; }

    // A page in place of a token response is what maintenance at Zoho looks like, with any status: the person may try again later.
    /// <inheritdoc/>
    public override IResult ToResult() =>
        Error.IsTransient || Error.Kind is TokenErrorKind.UnreadableResponse ? Problem.Unavailable : Problem.NoTokens;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectFailedOutcome {{ {Error} }}";
}
