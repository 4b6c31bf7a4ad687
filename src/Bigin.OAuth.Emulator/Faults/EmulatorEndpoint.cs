namespace Bigin.OAuth.Emulator;

/// <summary>Specifies the endpoint that a fault is queued for.</summary>
public enum EmulatorEndpoint
{
    /// <summary>The exchange of codes and the refresh of access tokens: <c>/oauth/v2/token</c>.</summary>
    Token = 0,

    /// <summary>Both paths of revocation: <c>/oauth/v2/token/revoke</c> and <c>/oauth/v2/revoke/token</c>.</summary>
    Revocation = 1,

    /// <summary>The list of accounts servers: <c>/oauth/serverinfo</c>.</summary>
    ServerInfo = 2,

    /// <summary>The Bigin API: everything under <c>/bigin/</c>.</summary>
    Api = 3,

    /// <summary>The user of a token: <c>/oauth/user/info</c>.</summary>
    UserInfo = 4,
}
