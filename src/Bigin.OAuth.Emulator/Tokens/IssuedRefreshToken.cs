namespace Bigin.OAuth.Emulator;

/// <summary>Represents a refresh token that the emulator has issued, with the access tokens that end with it.</summary>
internal sealed class IssuedRefreshToken(Grant grant)
{
    internal string Value { get; } = ZohoToken.Create();

    internal Grant Grant { get; } = grant;

    /// <summary>Gets the access tokens made from it, the oldest first.</summary>
    internal List<IssuedAccessToken> AccessTokens { get; } = [];

    internal RateLimitWindow Refreshes { get; } = new();
}
