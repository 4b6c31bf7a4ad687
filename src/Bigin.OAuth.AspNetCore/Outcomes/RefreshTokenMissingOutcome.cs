using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// The user accepted, and Bigin gave no refresh token, so the connection would end within the hour. Nothing was saved or changed.
/// </summary>
/// <remarks>
/// Bigin sends one only when it shows its consent page. Start another attempt with forced consent, by
/// <see cref="BiginOAuthOptions.ForceConsent"/> or <see cref="BiginOAuthEndpointOptions.ConfigureLink"/>.
/// </remarks>
public sealed class RefreshTokenMissingOutcome : ConnectOutcome
{
    internal RefreshTokenMissingOutcome(RefreshTokenMissing missing, Attempt attempt)
        : base(attempt) => DataCenter = missing.DataCenter;

    /// <summary>Gets the data center that responded.</summary>
    public DataCenter DataCenter { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Problem.RefreshTokenMissing;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"RefreshTokenMissingOutcome {{ DataCenter = {DataCenter} }}";
}
