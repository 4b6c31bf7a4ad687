namespace Bigin.OAuth.Interactive;

internal enum LoopbackRequestKind
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>It isn't a GET of the redirect URI. The answer is 404.</summary>
    Refused,

    /// <summary>It is the beginning of TLS, where plain HTTP is spoken.</summary>
    Tls,

    /// <summary>It is a GET of the redirect URI.</summary>
    Redirect,
}
