namespace Bigin.OAuth;

/// <summary>Nothing is stored under the key, so there was nothing to end.</summary>
public sealed class NotConnected : DisconnectResult
{
    internal NotConnected(string key) => Key = key;

    /// <summary>Gets the key.</summary>
    public string Key { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"NotConnected {{ Key = {Key} }}";
}
