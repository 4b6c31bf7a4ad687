namespace Bigin.OAuth;

/// <summary>A connection gives no access token, or can't be ended because its tokens are unreadable. Neither the message nor anything else in it holds a secret.</summary>
public sealed class BiginConnectionException : Exception
{
    internal BiginConnectionException(string key, ConnectionFailure reason, string message, TokenError? error = null, Exception? inner = null)
        : base(message, inner) => (Key, Reason, Error) = (key, reason, error);

    /// <summary>Gets the key of the connection.</summary>
    public string Key { get; }

    /// <summary>Gets why.</summary>
    public ConnectionFailure Reason { get; }

    /// <summary>Gets what Bigin answered to the refresh, where it was asked.</summary>
    public TokenError? Error { get; }
}
