using System.Net.Sockets;

namespace Bigin.OAuth.Interactive;

/// <summary>
/// Accepts connections on both loopback addresses until it is disposed of. Then both ports are closed, and no connection is open.
/// </summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    // While the process has no handles left, and none of them is a connection's.
    private static readonly TimeSpan PauseWithoutHandles = TimeSpan.FromMilliseconds(100);

    private readonly Socket[] _sockets;
    private readonly LoopbackRequestReader _reader;
    private readonly Func<LoopbackRequest, CancellationToken, ValueTask<LoopbackResponse?>> _respond;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly OpenConnections _connections = new();
    private readonly Task _accepting;

    internal LoopbackListener(
        Socket[] sockets, LoopbackEndpoint endpoint, Func<LoopbackRequest, CancellationToken, ValueTask<LoopbackResponse?>> respond,
        TimeProvider clock)
    {
        (_sockets, _respond, _clock) = (sockets, respond, clock);
        _reader = new LoopbackRequestReader(endpoint.Port, endpoint.Path);
        _accepting = Task.WhenAll(sockets.Select(socket => Task.Run(() => AcceptAllAsync(socket))));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        await _connections.WhenAllEndAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAllAsync(Socket listening)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = new LoopbackConnection(await listening.AcceptAsync(_stop.Token).ConfigureAwait(false), _clock);
                _connections.Add(connection, () => connection.ServeAsync(_reader, _respond, _stop.Token));
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                // The other side went away before it was accepted, or the process has too many files open.
                await MakeRoomAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task MakeRoomAsync()
    {
        if (!_connections.CloseOldest())
        {
            await Task.Delay(PauseWithoutHandles, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
