using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The key is connected to another organization than the one that the user picked now. Nothing was changed.</summary>
/// <remarks>
/// A host that answers this itself calls <see cref="DifferentOrganization.ConfirmAsync"/> or <see cref="DifferentOrganization.DiscardAsync"/>:
/// the new tokens are good until one of them is called.
/// </remarks>
public sealed class OrganizationMismatch : ConnectOutcome
{
    internal OrganizationMismatch(DifferentOrganization difference, Attempt attempt)
        : base(attempt) => Difference = difference;

    /// <summary>Gets the connection that stands, the organization that was picked, and the choice between them.</summary>
    public DifferentOrganization Difference { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => new DiscardFirst(Difference);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"OrganizationMismatch {{ {Difference} }}";

    private sealed class DiscardFirst(DifferentOrganization difference) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await difference.DiscardAsync(CancellationToken.None).ConfigureAwait(false);
            await Problem.OtherOrganization.ExecuteAsync(httpContext).ConfigureAwait(false);
        }
    }
}
