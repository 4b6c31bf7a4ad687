using System.Net;
using System.Net.Sockets;

namespace Bigin.OAuth.FaultRun;

/// <summary>A server that nothing may ever reach: answers and redirects that lie name its address.</summary>
internal sealed class Trap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _caught;

    internal Trap()
    {
        _listener.Start();
        _ = CatchAsync();
    }

    internal Uri Address => new($"http://{_listener.LocalEndpoint}/");

    internal int Caught => _caught;

    public void Dispose() => _listener.Dispose();

    private async Task CatchAsync()
    {
        while (true)
        {
            try
            {
                using TcpClient caught = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }

            Interlocked.Increment(ref _caught);
        }
    }
}
