using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>Ports on which nothing listens, each given to one test.</summary>
internal static class FreePorts
{
    // Below those that the system gives to clients, and above those that the emulator's tests take.
    private const int Lowest = 30_100;
    private const int Highest = 32_700;

    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    internal static int Take()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(Lowest, Highest);
            if (Taken.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    internal static Uri TakeRedirectUri(string path = "/callback") => new($"http://localhost:{Take()}{path}");

    /// <summary>Tells whether nothing listens on either loopback address.</summary>
    internal static bool IsFree(int port) => CanBind(IPAddress.Loopback, port) && CanBind(IPAddress.IPv6Loopback, port);

    /// <summary>Listens as another program would.</summary>
    internal static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen();
        return socket;
    }

    private static bool CanBind(IPAddress address, int port)
    {
        try
        {
            Listen(address, port).Dispose();
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is not SocketError.AddressAlreadyInUse;
        }
    }
}
