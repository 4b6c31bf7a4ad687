namespace Bigin.OAuth;

/// <summary>Specifies whether a connection works.</summary>
public enum ConnectionStatus
{
    /// <summary>It works, as far as is known.</summary>
    Active = 0,

    /// <summary>Bigin does not know the refresh token any more: the user has to connect again.</summary>
    NeedsConsent = 1,

    /// <summary>
    /// The stored tokens can't be decrypted with this key ring. Nothing is written; it works again when the ring is back.
    /// </summary>
    Unreadable = 2,
}
