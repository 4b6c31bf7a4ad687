using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>
/// Holds the code that is exchanged for tokens: valid for a minute, usable once, for the organization that the user picked.
/// </summary>
/// <remarks>A credential until it is used, so its value has no property: serializers and loggers read those.</remarks>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/request-user-grant-permissions.html">Bigin: Request users to grant
/// permissions</seealso>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthorizationCode
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    private readonly TimeSpan _lifetime;

    internal AuthorizationCode(string value, DateTimeOffset receivedAt, TimeSpan lifetime) =>
        (_value, ReceivedAt, _lifetime) = (value, receivedAt, lifetime);

    /// <summary>Gets the moment at which the redirect was parsed. Bigin's own clock started a little earlier.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Gets the moment at which the code expires.</summary>
    /// <value><see cref="ReceivedAt"/> plus <see cref="BiginOAuthOptions.AuthorizationCodeLifetime"/>.</value>
    public DateTimeOffset ExpiresAt => ReceivedAt + _lifetime;

    /// <summary>Gives the code itself. It is opaque: send it, don't read it, and never log it.</summary>
    /// <returns>The code.</returns>
    public string Reveal() => _value;

    /// <summary>Returns whether the code has expired.</summary>
    /// <param name="now">The time, from the clock that the parser was given.</param>
    /// <returns>True from <see cref="ExpiresAt"/> on.</returns>
    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    /// <summary>Describes the code without its value.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationCode {{ [redacted], ExpiresAt = {ExpiresAt:O} }}";
}
