namespace Bigin.OAuth.Emulator;

/// <summary>A refresh token that the emulator has given out, with the access tokens that die with it.</summary>
internal sealed class IssuedRefreshToken(Grant grant)
{
    internal string Value { get; } = ZohoToken.Create();

    internal Grant Grant { get; } = grant;

    /// <summary>The access tokens made from it, the oldest first.</summary>
    internal List<IssuedAccessToken> AccessTokens { get; } = [];

    internal RateLimitWindow Refreshes { get; } = new();
}
