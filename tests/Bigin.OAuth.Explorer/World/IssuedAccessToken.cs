namespace Bigin.OAuth.Explorer.World;

/// <summary>Represents an access token as Bigin knows it.</summary>
internal sealed class IssuedAccessToken(string value, Grant grant, DateTimeOffset expiresAt)
{
    internal string Value { get; } = value;

    internal Grant Grant { get; } = grant;

    internal DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Gets or sets a value indicating whether Bigin ended it before its time.</summary>
    internal bool IsEnded { get; set; }
}
