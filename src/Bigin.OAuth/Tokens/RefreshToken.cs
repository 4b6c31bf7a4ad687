using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>
/// Represents a refresh token, which gets new access tokens until the user or Bigin revokes it. It does not expire, so keep it as you keep
/// a password.
/// </summary>
/// <remarks>Opaque, and a credential, so its value has no property: serializers and loggers read those.</remarks>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/access-refresh.html">Bigin: Access and refresh tokens</seealso>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RefreshToken
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Creates an instance from a token that was kept elsewhere.</summary>
    /// <param name="value">The token as Bigin issued it.</param>
    /// <exception cref="ArgumentException">The token is empty, or holds a character that RFC 6749 does not allow. The message holds nothing
    /// of it.</exception>
    public RefreshToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = Rfc6749Characters.AreVisible(value)
            ? value
            : throw new ArgumentException("A token has visible ASCII characters only (RFC 6749 appendix A.17).", nameof(value));
    }

    /// <summary>Returns the token itself. Send it, don't read it, and never log it.</summary>
    /// <returns>The token.</returns>
    public string Reveal() => _value;

    /// <summary>Describes the token without its value.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => "RefreshToken { [redacted] }";
}
