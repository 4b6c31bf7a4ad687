using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>Bigin gave tokens for the one organization that the user picked.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class BiginTokens : TokenResponse
{
    internal BiginTokens(
        AccessToken accessToken, RefreshToken? refreshToken, DataCenter dataCenter, DateTimeOffset expiresAt, IReadOnlyList<string>? grantedScopes) =>
        (AccessToken, RefreshToken, DataCenter, ExpiresAt, GrantedScopes) = (accessToken, refreshToken, dataCenter, expiresAt, grantedScopes);

    /// <summary>Gets the access token. It is sent to <see cref="ApiServer"/> and nowhere else.</summary>
    public AccessToken AccessToken { get; }

    /// <summary>Gets the refresh token, or null where Bigin sent none.</summary>
    /// <value>
    /// Null after a refresh, because Bigin keeps the old one valid. Null after an exchange where access is
    /// <see cref="AccessType.Online"/>, or where this user has accepted before: Bigin sends a refresh token the first time only,
    /// unless the link has <see cref="BiginOAuthOptions.ForceConsent"/>.
    /// </value>
    public RefreshToken? RefreshToken { get; }

    /// <summary>Gets the data center that gave the tokens, and takes them.</summary>
    public DataCenter DataCenter { get; }

    /// <summary>Gets where API calls go, as the closed map writes it.</summary>
    /// <value>Never the <c>api_domain</c> of the answer; one that differs is logged.</value>
    public Uri ApiServer => DataCenter.ApiServer;

    /// <summary>Gets the moment from which the access token is of no use, counted from when it was asked for.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Gets the scopes that the user granted, or null where the answer names none, which is the rule at Bigin.</summary>
    public IReadOnlyList<string>? GrantedScopes { get; }

    /// <summary>Describes the tokens without their values.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"BiginTokens {{ DataCenter = {DataCenter}, ExpiresAt = {ExpiresAt:O}, AccessToken = [redacted], RefreshToken = {(RefreshToken is null ? "none" : "[redacted]")} }}";
}
