namespace Bigin.OAuth.Emulator;

/// <summary>Names the kinds of client that Zoho's API console registers for the flows of this emulator.</summary>
public enum EmulatorClientType
{
    /// <summary>A web server: codes by redirect.</summary>
    ServerBased = 0,

    /// <summary>A program of one's own: codes from the console, without redirect URI.</summary>
    SelfClient = 1,

    /// <summary>A mobile or desktop application: codes by redirect, with PKCE, also to a scheme of its own.</summary>
    Mobile = 2,
}
