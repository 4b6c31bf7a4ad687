namespace Bigin.OAuth.Emulator;

/// <summary>An access token that the emulator has given out.</summary>
/// <param name="grant">What it stands for.</param>
/// <param name="expiresAt">When it dies.</param>
/// <param name="madeFrom">The refresh token with which it dies too; null for one that has none.</param>
internal sealed class IssuedAccessToken(Grant grant, DateTimeOffset expiresAt, IssuedRefreshToken? madeFrom)
{
    internal string Value { get; } = ZohoToken.Create();

    internal Grant Grant { get; } = grant;

    internal DateTimeOffset ExpiresAt { get; } = expiresAt;

    internal IssuedRefreshToken? MadeFrom { get; } = madeFrom;
}
