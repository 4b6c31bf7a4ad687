using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>As many consecutive ports, on which no program listens, as there are data centers.</summary>
internal static class ConsecutivePorts
{
    // Below the ports that bigin connect --emulator takes, and those that the system gives to clients, so that no program takes one meanwhile.
    private const int Lowest = 10_000;
    private const int Highest = 20_000;

    internal static int FindFirst()
    {
        int first;
        do
        {
            first = RandomNumberGenerator.GetInt32(Lowest, Highest);
        }
        while (!Enumerable.Range(first, DataCenter.All.Count).All(IsFree));

        return first;
    }

    internal static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Listens on a port until disposed of.</summary>
    internal static TcpListener Take(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
