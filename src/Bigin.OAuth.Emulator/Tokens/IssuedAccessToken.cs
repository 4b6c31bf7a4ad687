namespace Bigin.OAuth.Emulator;

/// <summary>Represents an access token that the emulator has issued.</summary>
/// <param name="grant">The grant that it is for.</param>
/// <param name="expiresAt">The time at which it ends.</param>
/// <param name="madeFrom">The refresh token with which it ends too, or <see langword="null"/> where it has none.</param>
internal sealed class IssuedAccessToken(Grant grant, DateTimeOffset expiresAt, IssuedRefreshToken? madeFrom)
{
    internal string Value { get; } = ZohoToken.Create();

    internal Grant Grant { get; } = grant;

    internal DateTimeOffset ExpiresAt { get; } = expiresAt;

    internal IssuedRefreshToken? MadeFrom { get; } = madeFrom;
}
