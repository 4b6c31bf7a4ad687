namespace Bigin.OAuth;

/// <summary>Names the kinds of client that Zoho's API console registers, as far as this library serves them.</summary>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/register-client.html">Bigin: Register your application</seealso>
public enum BiginClientType
{
    /// <summary>"Server-based Applications": users come back to a redirect URI with a code.</summary>
    ServerBased = 0,

    /// <summary>
    /// "Self Client": codes are made in the console, so there are no links and no redirects. It needs neither a redirect URI nor scopes.
    /// A worker that only refreshes tokens may say this too.
    /// </summary>
    SelfClient = 1,

    /// <summary>
    /// "Mobile-based Applications", which desktop applications use too: codes by redirect, always with PKCE, and also to a scheme of the
    /// application's own.
    /// </summary>
    Mobile = 2,
}
