using System.Diagnostics.Tracing;
using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>Tells of every TCP connection that this process opens to a port that it has no business with.</summary>
internal sealed class OpenedSockets(IReadOnlyCollection<int> known, Action<string> say) : EventListener
{
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Sockets")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    // The address is written as SocketAddress does: "InterNetwork:16:{0,80,127,0,0,1,…}", the port first.
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName != "ConnectStart" || eventData.Payload?[0] is not string address || known is null)
        {
            return;
        }

        byte[] bytes = [.. address[(address.IndexOf('{', StringComparison.Ordinal) + 1)..].TrimEnd('}').Split(',').Select(x => byte.Parse(x, CultureInfo.InvariantCulture))];
        int port = (bytes[0] << 8) | bytes[1];
        say(known.Contains(port) ? "connected" : $"stray {address}");
    }
}
