using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>The person accepted, and the connection is stored.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ConnectedOutcome : InteractiveConnectOutcome
{
    internal ConnectedOutcome(Connected connected) => Connection = connected.Connection;

    /// <summary>Gets the connection.</summary>
    public BiginConnection Connection { get; }

    internal override InteractivePage Page => new(InteractivePageKind.Connected, Connection);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectedOutcome {{ {Connection} }}";
}
