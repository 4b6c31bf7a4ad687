namespace Bigin.OAuth;

/// <summary>
/// Bigin gave an access token and no refresh token, so the connection would end within the hour. Nothing was saved or changed.
/// </summary>
/// <remarks>
/// Bigin sends a refresh token only the first time that a user accepts. Make the link again with
/// <see cref="AuthorizationUrlBuilder.WithForcedConsent"/>, and with <see cref="AccessType.Offline"/>.
/// </remarks>
public sealed class RefreshTokenMissing : ConnectResult
{
    internal RefreshTokenMissing(DataCenter dataCenter) => DataCenter = dataCenter;

    /// <summary>Gets the data center that answered.</summary>
    public DataCenter DataCenter { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"RefreshTokenMissing {{ DataCenter = {DataCenter} }}";
}
