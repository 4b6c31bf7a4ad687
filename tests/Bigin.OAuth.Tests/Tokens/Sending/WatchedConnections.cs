using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Sending;

/// <summary>Looks at the connections of the token client.</summary>
internal static class WatchedConnections
{
    /// <summary>Cancels when the server has the request, and the client has read all of an answer that stops and waits for the rest.</summary>
    internal static IHttpClientBuilder CancelWhereItStops(this IHttpClientBuilder client, RawServer server, RawAnswer answer, CancellationTokenSource cancellation) =>
        client.UseSocketsHttpHandler((handler, _) => handler.PlaintextStreamFilter = (context, _) =>
            ValueTask.FromResult<Stream>(new WatchedStream(context.PlaintextStream, answer.Bytes.Length, () => CancelAsync(server, cancellation))));

    private static async Task CancelAsync(RawServer server, CancellationTokenSource cancellation)
    {
        await server.Received;
        await cancellation.CancelAsync();
    }
}
