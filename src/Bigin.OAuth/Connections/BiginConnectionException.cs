namespace Bigin.OAuth;

/// <summary>A connection gives no access token, or its store failed. Neither the message nor anything else in it holds a secret.</summary>
public sealed class BiginConnectionException : Exception
{
    internal BiginConnectionException(
        string key, ConnectionFailure reason, string message, TokenError? error = null, Exception? inner = null)
        : base(message, inner) => (Key, Reason, Error) = (key, reason, error);

    /// <summary>Gets the key of the connection, or <c>*</c> where all connections were listed.</summary>
    public string Key { get; }

    /// <summary>Gets why.</summary>
    public ConnectionFailure Reason { get; }

    /// <summary>Gets what Bigin responded to the refresh, or <see langword="null"/> where it wasn't asked.</summary>
    public TokenError? Error { get; }
}
