using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>The key is connected to another organization than the one that the user picked now. The connection is unchanged.</summary>
/// <remarks>
/// The new refresh token was revoked. Ask the person which organization they want. To keep the current one, do nothing. To move, send them through
/// consent again and pass <see cref="OrganizationChange.Allow"/>. Where <see cref="Picked"/> is <see langword="null"/>, the new refresh token is
/// revoked only with <see cref="ReplacedTokenRevocation.Always"/>, because it may belong to the current organization.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DifferentOrganization : ConnectResult
{
    internal DifferentOrganization(BiginConnection current, BiginOrganization? picked) => (Current, Picked) = (current, picked);

    /// <summary>Gets the connection that the key has. It is unchanged.</summary>
    public BiginConnection Current { get; }

    /// <summary>Gets the organization that the user picked now, or <see langword="null"/> where it couldn't be read.</summary>
    public BiginOrganization? Picked { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"DifferentOrganization {{ Current = {Current.Organization}, Picked = {Picked?.ToString() ?? "unknown"} }}";
}
