using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The redirect can't be trusted or read. Nothing of it was used.</summary>
public sealed class RedirectRejectedOutcome : ConnectOutcome
{
    internal RedirectRejectedOutcome(RedirectRejected rejection, Attempt? attempt)
        : base(attempt) => Rejection = rejection;

    /// <summary>Gets why the redirect was rejected.</summary>
    public RedirectRejected Rejection { get; }

    /// <inheritdoc/>
    public override IResult ToResult() =>
        Rejection.Reason == RedirectRejection.DataCenterNotAllowed ? Problem.DataCenterNotAllowed : Problem.RedirectRejected;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"RedirectRejectedOutcome {{ {Rejection} }}";
}
