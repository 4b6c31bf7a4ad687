using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The key is connected to another organization than the one that the user picked now. Nothing was changed.</summary>
public sealed class OrganizationMismatch : ConnectOutcome
{
    internal OrganizationMismatch(DifferentOrganization difference, Attempt attempt)
        : base(attempt) => Difference = difference;

    /// <summary>Gets the connection that is kept and the organization that was picked.</summary>
    public DifferentOrganization Difference { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Problem.OtherOrganization;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"OrganizationMismatch {{ {Difference} }}";
}
