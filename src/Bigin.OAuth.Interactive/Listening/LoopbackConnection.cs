using System.Net.Sockets;

namespace Bigin.OAuth.Interactive;

/// <summary>One connection: a request is read, answered, and the connection is closed once the other side has everything.</summary>
internal sealed class LoopbackConnection : IDisposable
{
    /// <summary>How long the other side may take to send its request, and again to take the response.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int SmallBuffer = 4096;

    private readonly Socket _socket;
    private readonly TimeProvider _clock;

    internal LoopbackConnection(Socket socket, TimeProvider clock) => (_socket, _clock) = (socket, clock);

    /// <summary>Gets a value indicating whether the request is read, so that a person may be waiting.</summary>
    internal bool IsRead { get; private set; }

    /// <summary>Serves one request. What the other side does ends this connection and nothing else.</summary>
    internal async Task ServeAsync(LoopbackRequestReader reader, Func<LoopbackRequest, CancellationToken,
        ValueTask<LoopbackResponse?>> respond, CancellationToken stop)
    {
        try
        {
            LoopbackRequest request = await InTimeAsync(token => ReadAsync(reader, token), stop).ConfigureAwait(false);
            IsRead = true;
            if (await respond(request, stop).ConfigureAwait(false) is { } response)
            {
                await InTimeAsync(token => SendAsync(response, token), stop).ConfigureAwait(false);
                response.Delivered?.Invoke();
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It was slow, went away, was closed in favor of others, or the listener stops.
        }
        finally
        {
            _socket.Dispose();
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await step(either.Token).ConfigureAwait(false);
    }

    private async Task<LoopbackRequest> ReadAsync(LoopbackRequestReader reader, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[SmallBuffer];
        int length = 0;
        while (true)
        {
            int received = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += received;
            LoopbackRequest request = reader.Read(buffer.AsSpan(0, length));
            if (request.Kind is not LoopbackRequestKind.Incomplete || received == 0)
            {
                return request;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * length, LoopbackRequestReader.MaxLength)); // at the last length the reader decides
            }
        }
    }

    // RFC 9112 section 9.6: a server that closes at once may have its response erased by a reset, so it closes its half, reads until the
    // other side has closed its own, and then closes fully. https://www.rfc-editor.org/rfc/rfc9112#section-9.6
    private async Task<bool> SendAsync(LoopbackResponse response, CancellationToken cancellationToken)
    {
        for (ReadOnlyMemory<byte> rest = response.Bytes; !rest.IsEmpty;)
        {
            rest = rest[await _socket.SendAsync(rest, cancellationToken).ConfigureAwait(false)..];
        }

        _socket.Shutdown(SocketShutdown.Send);
        byte[] ignored = new byte[SmallBuffer];
        while (await _socket.ReceiveAsync(ignored, cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        return true;
    }
}
