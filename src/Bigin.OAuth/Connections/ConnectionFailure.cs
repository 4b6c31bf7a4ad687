namespace Bigin.OAuth;

/// <summary>Says why a connection gives no access token.</summary>
public enum ConnectionFailure
{
    /// <summary>Nothing is stored under the key.</summary>
    NotConnected,

    /// <summary>Bigin does not know the refresh token any more: the user has to connect again.</summary>
    NeedsConsent,

    /// <summary>The stored tokens can't be decrypted with this key ring.</summary>
    Unreadable,

    /// <summary>The access token could not be refreshed: Bigin refused or did not answer, or the store failed. Trying again later may help.</summary>
    RefreshFailed,

    /// <summary>One more refresh would break Zoho's limit of ten access tokens per refresh token in ten minutes, so none was sent.</summary>
    BudgetExhausted,
}
