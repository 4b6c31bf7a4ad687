using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Bigin named another error than a rejection, such as that the user belongs to no organization.</summary>
/// <remarks>
/// A response without state may be forged by anyone. The attempt then goes on, and <see cref="ConnectOutcome.Key"/> is
/// <see langword="null"/>.
/// </remarks>
public sealed class AuthorizationFailedOutcome : ConnectOutcome
{
    internal AuthorizationFailedOutcome(AuthorizationFailed failure, Attempt? attempt)
        : base(attempt) => Failure = failure;

    /// <summary>Gets what came back.</summary>
    public AuthorizationFailed Failure { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Failure.IsNoOrganization ? Problem.NoOrganization : Problem.Failed;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationFailedOutcome {{ {Failure} }}";
}
