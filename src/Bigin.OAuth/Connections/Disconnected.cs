namespace Bigin.OAuth;

/// <summary>Indicates that the refresh token is revoked and the connection is deleted.</summary>
public sealed class Disconnected : DisconnectResult
{
    internal Disconnected(string key) => Key = key;

    /// <summary>Gets the key of the connection that was.</summary>
    public string Key { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Disconnected {{ Key = {Key} }}";
}
