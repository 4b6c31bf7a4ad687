using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bigin.OAuth.Tool.Hosting;

/// <summary>A port of this machine that the redirect of one connect can lead to.</summary>
internal static class FreePort
{
    // Below those that a system gives to clients by itself: Linux begins at 32,768, Windows and macOS at 49,152. A port of theirs could be
    // another program's by the time that the command listens.
    // https://www.rfc-editor.org/rfc/rfc6335#section-6
    private const int Lowest = 20_000;
    private const int Highest = 30_000;

    private static readonly IPAddress[] Addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Picks a port that no program has. The command takes it later, where it listens on it.</summary>
    internal static int Pick() => Pick(IsFree);

    /// <summary>Picks a port of which <paramref name="isFree"/> says so. After a hundred that aren't, the next one has to do.</summary>
    internal static int Pick(Func<int, bool> isFree)
    {
        int port = RandomNumberGenerator.GetInt32(Lowest, Highest);
        for (int tries = 0; tries < 100 && !isFree(port); tries++)
        {
            port = RandomNumberGenerator.GetInt32(Lowest, Highest);
        }

        return port;
    }

    internal static bool IsFree(int port) => Addresses.All(address => IsFree(new IPEndPoint(address, port)));

    private static bool IsFree(IPEndPoint endpoint)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
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
