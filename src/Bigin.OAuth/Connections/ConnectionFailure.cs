namespace Bigin.OAuth;

/// <summary>Specifies why a connection gives no access token, or why a call failed.</summary>
public enum ConnectionFailure
{
    /// <summary>Nothing is stored under the key.</summary>
    NotConnected,

    /// <summary>Bigin no longer knows the refresh token. The user has to connect again.</summary>
    NeedsConsent,

    /// <summary>The stored tokens can't be decrypted with this key ring.</summary>
    Unreadable,

    /// <summary>The access token couldn't be refreshed: Bigin refused or didn't respond. Trying again later may help.</summary>
    RefreshFailed,

    /// <summary>
    /// One more refresh would break Zoho's limit of ten access tokens per refresh token in ten minutes, so none was sent.
    /// </summary>
    BudgetExhausted,

    /// <summary>
    /// The connection is in a data center that <see cref="BiginOAuthOptions.AllowedDataCenters"/> leaves out. It can still be found and
    /// disconnected.
    /// </summary>
    DataCenterNotAllowed,

    /// <summary>The connection is in a data center that <see cref="BiginOAuthOptions.DataCenters"/> doesn't have.</summary>
    UnknownDataCenter,

    /// <summary>The connection store threw. Its exception is the inner one.</summary>
    StoreFailed,
}
