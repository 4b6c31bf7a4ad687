using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>
/// Indicates that the key is connected to another organization than the one that the new grant is for. The connection is unchanged.
/// </summary>
/// <remarks>
/// Ask the person which organization they want. To keep the current one, do nothing. To move, send them through consent again, or import
/// the token again, and pass <see cref="OrganizationChange.Allow"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DifferentOrganization : ConnectResult
{
    internal DifferentOrganization(BiginConnection current, BiginOrganization? picked, bool isRefreshTokenRevoked) =>
        (Current, Picked, IsRefreshTokenRevoked) = (current, picked, isRefreshTokenRevoked);

    /// <summary>Gets the connection that the key has. It is unchanged.</summary>
    public BiginConnection Current { get; }

    /// <summary>Gets the organization of the new grant, or <see langword="null"/> where it couldn't be read.</summary>
    public BiginOrganization? Picked { get; }

    /// <summary>Gets a value indicating whether the new refresh token was revoked.</summary>
    /// <value>
    /// <see langword="false"/> for an imported token, which stays the caller's. Also where <see cref="Picked"/> is <see langword="null"/>
    /// and
    /// <see cref="BiginOAuthOptions.ReplacedTokenRevocation"/> isn't <see cref="ReplacedTokenRevocation.Always"/>, because the token may
    /// belong to the current organization, and where Bigin couldn't be reached.
    /// </value>
    public bool IsRefreshTokenRevoked { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"DifferentOrganization {{ Current = {Current.Organization}, Picked = {Picked?.ToString() ?? "unknown"} }}";
}
