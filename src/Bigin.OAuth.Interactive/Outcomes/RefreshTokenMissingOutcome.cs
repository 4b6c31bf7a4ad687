using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>
/// The person accepted, and Bigin gave no refresh token, so the connection would end within the hour. Nothing was saved or changed.
/// </summary>
/// <remarks>Bigin sends one only when it shows its consent page. Set <see cref="BiginOAuthOptions.ForceConsent"/>.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RefreshTokenMissingOutcome : InteractiveConnectOutcome
{
    internal RefreshTokenMissingOutcome(RefreshTokenMissing missing) => DataCenter = missing.DataCenter;

    /// <summary>Gets the data center that responded.</summary>
    public DataCenter DataCenter { get; }

    internal override InteractivePage Page => new(InteractivePageKind.NotConnected);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"RefreshTokenMissingOutcome {{ DataCenter = {DataCenter} }}";
}
