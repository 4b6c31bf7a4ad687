namespace Bigin.OAuth.Emulator;

/// <summary>Specifies the kind of a client in Zoho's API console.</summary>
public enum EmulatorClientType
{
    /// <summary>A web server, which gets codes by redirect.</summary>
    ServerBased = 0,

    /// <summary>A program of the account's owner, which gets codes from the console and has no redirect URI.</summary>
    SelfClient = 1,

    /// <summary>A mobile or desktop application, which gets codes by redirect with PKCE, also to a scheme of its own.</summary>
    Mobile = 2,
}
