using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A connection that sends any bytes at all.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;

    private RawClient(Socket socket) => _socket = socket;

    internal static async Task<RawClient> ConnectAsync(int port, IPAddress? address = null)
    {
        IPAddress at = address ?? IPAddress.Loopback;
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(at, port).WaitAsync(Hang.Limit);
        return new RawClient(socket);
    }

    internal static string Get(Uri address, string? host = null) => $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {host ?? address.Authority}\r\n\r\n";

    internal async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text)).WaitAsync(Hang.Limit);

    internal async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes).WaitAsync(Hang.Limit);

    /// <summary>Sends, or does nothing where the other side has closed.</summary>
    internal async Task TrySendAsync(string text)
    {
        try
        {
            await SendAsync(text);
        }
        catch (SocketException)
        {
            // Who reads sees it too.
        }
    }

    /// <summary>Reads some bytes; none mean that the other side has closed.</summary>
    internal async Task<string> ReadSomeAsync(int most)
    {
        byte[] buffer = new byte[most];
        return Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer).WaitAsync(Hang.Limit));
    }

    /// <summary>Reads until the other side closes or resets.</summary>
    internal async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        try
        {
            while (await ReadSomeAsync(4096) is { Length: > 0 } some)
            {
                text.Append(some);
            }
        }
        catch (SocketException)
        {
            text.Append("[reset]");
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
