using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>Looks at the connections of the token client.</summary>
internal static class WatchedConnections
{
    /// <summary>Runs an action when the client has read all of an answer that stops, and waits for the rest.</summary>
    internal static IHttpClientBuilder WatchConnections(this IHttpClientBuilder client, RawAnswer answer, Action waiting) =>
        client.UseSocketsHttpHandler((handler, _) => handler.PlaintextStreamFilter = (context, _) =>
            ValueTask.FromResult<Stream>(new WatchedStream(context.PlaintextStream, answer.Bytes.Length, waiting)));
}
