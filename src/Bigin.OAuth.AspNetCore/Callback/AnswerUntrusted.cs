using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>What came back can't be trusted or read, and nothing of it was used.</summary>
public sealed class AnswerUntrusted : ConnectOutcome
{
    internal AnswerUntrusted(RedirectRejected rejection, Attempt? attempt)
        : base(attempt) => Rejection = rejection;

    /// <summary>Gets why.</summary>
    public RedirectRejected Rejection { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Rejection.Reason == RedirectRejection.DataCenterNotAllowed ? Problem.DataCenterNotAllowed : Problem.Untrusted;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AnswerUntrusted {{ {Rejection} }}";
}
