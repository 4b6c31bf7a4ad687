using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>A server that is nothing but a socket, so that it can answer what no HTTP server would.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<RawAnswer> _answers;
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private int _accepted;
    private long _repeated;

    private RawServer(RawAnswer[] answers)
    {
        _answers = new ConcurrentQueue<RawAnswer>(answers);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Every request that came whole, in the order in which they came.</summary>
    internal IReadOnlyList<RawRequest> Requests => [.. _requests];

    internal int Connections => Volatile.Read(ref _accepted);

    /// <summary>Gets how many bytes of <see cref="RawAnswer.ThenRepeats"/> the client, or the sockets between, took.</summary>
    internal long BytesRepeated => Interlocked.Read(ref _repeated);

    /// <summary>Gets what ends when a request has come whole.</summary>
    internal Task Received => _received.Task.WaitAsync(Hang.Limit);

    /// <summary>Gets what ends when a client has closed its connection in the middle of an answer.</summary>
    internal Task ClientLeft => _clientLeft.Task.WaitAsync(Hang.Limit);

    /// <param name="answers">One for each request; the last one is used for all that follow.</param>
    internal static RawServer Start(params RawAnswer[] answers) => new(answers);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections.Keys);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                _connections.TryAdd(ServeAsync(connection), true);
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                NetworkStream stream = connection.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    RawAnswer answer = NextAnswer();
                    _received.TrySetResult();
                    await answer.Before().WaitAsync(_end.Token);
                    await stream.WriteAsync(answer.Bytes, _end.Token);
                    await RepeatAsync(stream, answer.ThenRepeats);
                    if (answer.ThenWaits)
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
                    }

                    if (answer.ThenCuts)
                    {
                        connection.Client.LingerState = new LingerOption(answer.WithReset, 0);
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // the client has gone, or the test is over
            }
        }
    }

    private async Task RepeatAsync(NetworkStream stream, byte[] repeated)
    {
        try
        {
            while (repeated.Length > 0)
            {
                await stream.WriteAsync(repeated, _end.Token);
                Interlocked.Add(ref _repeated, repeated.Length);
            }
        }
        catch (IOException)
        {
            _clientLeft.TrySetResult();
            throw;
        }
    }

    private RawAnswer NextAnswer() =>
        _answers.Count > 1 && _answers.TryDequeue(out RawAnswer? next) ? next
            : _answers.TryPeek(out RawAnswer? last) ? last
            : throw new InvalidOperationException("No test declared an answer.");

    private async Task<RawRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        string headers = head.ToString();
        byte[] body = new byte[ContentLength(headers)];
        await stream.ReadExactlyAsync(body, _end.Token);
        return new RawRequest(headers, Encoding.ASCII.GetString(body));
    }

    private static int ContentLength(string headers) =>
        headers.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)
            : 0;
}
