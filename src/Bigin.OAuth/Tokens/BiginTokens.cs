using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>Represents the tokens that Bigin issued for the one organization that the user picked.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class BiginTokens : TokenResponse
{
    internal BiginTokens(
        AccessToken accessToken,
        RefreshToken? refreshToken,
        DataCenter dataCenter,
        DateTimeOffset expiresAt,
        IReadOnlyList<string>? grantedScopes)
    {
        (AccessToken, RefreshToken) = (accessToken, refreshToken);
        (DataCenter, ExpiresAt, GrantedScopes) = (dataCenter, expiresAt, grantedScopes);
    }

    /// <summary>Gets the access token. It is sent to <see cref="ApiServer"/> and nowhere else.</summary>
    public AccessToken AccessToken { get; }

    /// <summary>Gets the refresh token, or <see langword="null"/> where Bigin sent none.</summary>
    /// <value>
    /// <see langword="null"/> after a refresh, because the old one stays valid. <see langword="null"/> after an exchange where access is
    /// <see cref="AccessType.Online"/>, or where this user has accepted before: Bigin sends a refresh token the first time only, unless the
    /// link has <see cref="BiginOAuthOptions.ForceConsent"/>.
    /// </value>
    public RefreshToken? RefreshToken { get; }

    /// <summary>Gets the data center that issued the tokens.</summary>
    public DataCenter DataCenter { get; }

    /// <summary>Gets the server that API calls go to, as <see cref="BiginOAuthOptions.DataCenters"/> has it.</summary>
    /// <value>Never the <c>api_domain</c> of the response; one that differs is logged.</value>
    public Uri ApiServer => DataCenter.ApiServer;

    /// <summary>Gets the moment at which the access token expires, counted from when it was asked for.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>
    /// Gets the scopes that the user granted, or <see langword="null"/> where the response names none, as is usual at Bigin.
    /// </summary>
    public IReadOnlyList<string>? GrantedScopes { get; }

    /// <summary>Describes the tokens without their values.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"BiginTokens {{ DataCenter = {DataCenter}, ExpiresAt = {ExpiresAt:O}, AccessToken = [redacted], "
        + $"RefreshToken = {(RefreshToken is null ? "none" : "[redacted]")} }}";
}
