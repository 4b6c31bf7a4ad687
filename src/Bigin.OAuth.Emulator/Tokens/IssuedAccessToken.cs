namespace Bigin.OAuth.Emulator;

/// <summary>An access token that the emulator has given out.</summary>
/// <param name="Value">The token itself.</param>
/// <param name="Grant">What it stands for.</param>
/// <param name="ExpiresAt">When it dies.</param>
/// <param name="MadeFrom">The refresh token with which it dies too; null for one that has none.</param>
internal sealed record IssuedAccessToken(string Value, Grant Grant, DateTimeOffset ExpiresAt, IssuedRefreshToken? MadeFrom);
