using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The user accepted, and Bigin gave no tokens for the code.</summary>
public sealed class ExchangeFailed : ConnectOutcome
{
    internal ExchangeFailed(ConnectFailed failed, Attempt attempt)
        : base(attempt) => Error = failed.Error;

    /// <summary>Gets what Bigin answered, or why it didn't. <see cref="TokenError.Hint"/> is for the developer.</summary>
    public TokenError Error { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Error.IsTransient ? Problem.Unavailable : Problem.NoTokens;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ExchangeFailed {{ {Error} }}";
}
