using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The key is connected to another organization than the one that the user picked now. Nothing was changed.</summary>
/// <remarks>
/// Ask the person. To keep the connected organization, do nothing. To move to the other one, post <see cref="SwitchForm"/>: it starts a new
/// attempt that may change the organization, and forces Bigin to ask for consent again.
/// </remarks>
public sealed class DifferentOrganizationOutcome : ConnectOutcome
{
    internal DifferentOrganizationOutcome(DifferentOrganization difference, Attempt attempt, OrganizationSwitchForm switchForm)
        : base(attempt) => (Current, Picked, SwitchForm) = (difference.Current, difference.Picked, switchForm);

    /// <summary>Gets the connection that the key has. It is unchanged.</summary>
    public BiginConnection Current { get; }

    /// <summary>Gets the organization that the user picked now, or <see langword="null"/> where it could not be read.</summary>
    public BiginOrganization? Picked { get; }

    /// <summary>Gets the form by which the person moves the connection to another organization.</summary>
    public OrganizationSwitchForm SwitchForm { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Picked is null ? Problem.UnknownOrganization : Problem.DifferentOrganization;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"DifferentOrganizationOutcome {{ Current = {Current.Organization}, Picked = {Picked?.ToString() ?? "unknown"} }}";
}
