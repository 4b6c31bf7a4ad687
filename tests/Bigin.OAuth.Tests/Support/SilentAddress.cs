using System.Net;
using System.Net.Sockets;

namespace Bigin.OAuth.Tests;

/// <summary>An address of this machine that refuses each connection, until disposed of.</summary>
/// <remarks>
/// The address of a server that has ended would not do: the system gives its port to the next server that asks for one, of a test beside it for example. And a
/// process that a test beside it starts has a copy of the ended server's socket for a moment, at which a client waits for a response that never comes.
/// </remarks>
internal sealed class SilentAddress : IDisposable
{
    private readonly Socket _holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    // A socket that is bound keeps the port from others, and one that doesn't listen takes no connection.
    internal SilentAddress() => _holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    internal Uri Address => new($"http://{_holder.LocalEndPoint}");

    public void Dispose() => _holder.Dispose();
}
