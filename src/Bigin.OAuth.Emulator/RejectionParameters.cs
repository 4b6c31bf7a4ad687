namespace Bigin.OAuth.Emulator;

/// <summary>Names what comes back beside <c>error</c> when a user rejects. Zoho documents none of it, so a client has to work with any.</summary>
[Flags]
public enum RejectionParameters
{
    /// <summary>The error alone.</summary>
    None = 0,

    /// <summary>The <c>state</c> of the request.</summary>
    State = 1,

    /// <summary>The <c>location</c> of the user's data center.</summary>
    Location = 2,

    /// <summary>The <c>accounts-server</c> of the user's data center.</summary>
    AccountsServer = 4,
}
