using System.Net;
using System.Net.Sockets;

namespace Bigin.OAuth.Tests;

/// <summary>The addresses by which a program of this machine reaches another: many containers have none of IPv6.</summary>
internal static class LoopbackAddresses
{
    internal static readonly string[] All = HasIPv6() ? ["127.0.0.1", "::1"] : ["127.0.0.1"];

    /// <summary>The addresses that stand for every address of the machine.</summary>
    internal static readonly string[] Wildcards = HasIPv6() ? ["0.0.0.0", "::"] : ["0.0.0.0"];

    private static bool HasIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
