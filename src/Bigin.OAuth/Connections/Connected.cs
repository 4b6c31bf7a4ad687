namespace Bigin.OAuth;

/// <summary>Indicates that the connection works and is stored.</summary>
public sealed class Connected : ConnectResult
{
    internal Connected(BiginConnection connection) => Connection = connection;

    /// <summary>Gets the connection.</summary>
    public BiginConnection Connection { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Connected {{ Connection = {Connection} }}";
}
