namespace Bigin.OAuth;

/// <summary>Specifies whether the application goes on after the user has left: Bigin's <c>access_type</c>.</summary>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/auth-request.html">Bigin: Authorization request</seealso>
public enum AccessType
{
    /// <summary>An access token for an hour and no refresh token.</summary>
    Online,

    /// <summary>
    /// A refresh token too, but by default only the first time that a user accepts; <see cref="BiginOAuthOptions.ForceConsent"/> brings one
    /// every time.
    /// </summary>
    Offline,
}
