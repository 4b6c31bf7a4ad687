namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Names what a server, Bigin's user or the world does.</summary>
internal enum OperationKind
{
    Connect,

    /// <summary>Connects with a code that was made in the API console.</summary>
    SelfClient,

    /// <summary>Imports a refresh token that the caller has. There is one for each organization.</summary>
    Import,

    Disconnect,
    Forget,

    /// <summary>Asks Bigin for an access token now: <c>RefreshAsync</c>.</summary>
    Refresh,

    /// <summary>Asks the library for an access token: <c>GetAccessTokenAsync</c>.</summary>
    Token,

    /// <summary>Calls the Bigin API: <c>CreateClient</c>.</summary>
    Call,

    /// <summary>Kills the process.</summary>
    Crash,

    /// <summary>Stops the host in an orderly way.</summary>
    Stop,

    /// <summary>Sets the clock of one server.</summary>
    Skew,

    /// <summary>Moves the clocks of all.</summary>
    Clock,

    /// <summary>Makes Bigin refuse the access token in the row before its time.</summary>
    Expire,

    /// <summary>Lets the user end the grant in the row at Bigin.</summary>
    Remove,

    /// <summary>Makes the store fail.</summary>
    Away,

    /// <summary>Makes the writes of the store fail.</summary>
    ReadOnly,

    /// <summary>Makes the store work again.</summary>
    Back,

    /// <summary>Takes away the key ring that the row was encrypted with.</summary>
    LoseRing,

    /// <summary>Brings the key ring back.</summary>
    FindRing,
}
