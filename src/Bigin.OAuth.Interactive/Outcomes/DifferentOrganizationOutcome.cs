using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>The key is connected to another organization than the one that the person picked now. Nothing was changed.</summary>
/// <remarks>
/// Ask the person. To keep the connected organization, do nothing. To move to the other one, call
/// <see cref="BiginInteractiveConnector.ConnectAsync"/> again with <see cref="OrganizationChange.Allow"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DifferentOrganizationOutcome : InteractiveConnectOutcome
{
    internal DifferentOrganizationOutcome(DifferentOrganization difference) => (Current, Picked) = (difference.Current, difference.Picked);

    /// <summary>Gets the connection that the key has. It is unchanged.</summary>
    public BiginConnection Current { get; }

    /// <summary>Gets the organization that the person picked now, or <see langword="null"/> where it could not be read.</summary>
    public BiginOrganization? Picked { get; }

    internal override InteractivePage Page => new(InteractivePageKind.DifferentOrganization);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"DifferentOrganizationOutcome {{ Current = {Current.Organization}, Picked = {Picked?.ToString() ?? "unknown"} }}";
}
