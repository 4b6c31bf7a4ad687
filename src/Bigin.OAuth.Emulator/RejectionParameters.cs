namespace Bigin.OAuth.Emulator;

/// <summary>
/// Specifies the parameters that come back beside <c>error</c> when a user rejects. Zoho documents none of them, so a client has to work
/// with any.
/// </summary>
[Flags]
public enum RejectionParameters
{
    /// <summary>Only the error.</summary>
    None = 0,

    /// <summary>The <c>state</c> of the request.</summary>
    State = 1,

    /// <summary>The <c>location</c> of the user's data center.</summary>
    Location = 2,

    /// <summary>The <c>accounts-server</c> of the user's data center.</summary>
    AccountsServer = 4,
}
