using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bigin.OAuth.Tool.Hosting;

/// <summary>Picks a port of this machine for the redirect of one connect.</summary>
internal static class FreePort
{
    // Below those that a system gives to clients by itself: Linux begins at 32,768, Windows and macOS at 49,152. A port of theirs could be
    // another program's by the time that the command listens.
    // https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range), https://www.rfc-editor.org/rfc/rfc6335#section-6
    private const int Lowest = 20_000;
    private const int Highest = 29_999;

    private const int Tries = 100;

    private static readonly IPAddress[] Addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Picks a port on which no program listens. Until the command does, another program can take it.</summary>
    internal static int Pick() => Pick(IsFree);

    /// <summary>Picks a port that <paramref name="isFree"/> accepts. After a hundred refusals it returns the next one unasked.</summary>
    internal static int Pick(Func<int, bool> isFree)
    {
        for (int tries = 0; ; tries++)
        {
            int port = RandomNumberGenerator.GetInt32(Lowest, Highest + 1);
            if (tries == Tries || isFree(port))
            {
                return port;
            }
        }
    }

    internal static bool IsFree(int port) => Addresses.All(address => IsFree(new IPEndPoint(address, port)));

    private static bool IsFree(IPEndPoint endpoint)
    {
        try
        {
            // Exclusive, as the command's own socket will be.
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            socket.Bind(endpoint);
            return true;
        }
        catch (SocketException exception)
        {
            // Without IPv6, say, the other address is enough.
            return exception.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied);
        }
    }
}
