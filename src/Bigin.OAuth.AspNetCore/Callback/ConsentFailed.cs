using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Bigin named another error than a rejection, such as that the user belongs to no organization.</summary>
/// <remarks>Where the answer came without state, anyone may have forged it: the attempt goes on, and <see cref="ConnectOutcome.Key"/> is null.</remarks>
public sealed class ConsentFailed : ConnectOutcome
{
    internal ConsentFailed(AuthorizationFailed failure, Attempt? attempt)
        : base(attempt) => Failure = failure;

    /// <summary>Gets what came back.</summary>
    public AuthorizationFailed Failure { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Failure.IsNoOrganization ? Problem.NoOrganization : Problem.Failed;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConsentFailed {{ {Failure} }}";
}
