using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests;

/// <summary>Primary handlers of a client that <see cref="IHttpClientFactory"/> replaces as soon as it can.</summary>
internal sealed class ReplacedHandlers
{
    private readonly ConcurrentQueue<SocketsHttpHandler> _made = [];

    internal IReadOnlyCollection<SocketsHttpHandler> Made => _made;

    internal IHttpClientBuilder UseIn(IHttpClientBuilder client) => client
        .SetHandlerLifetime(TimeSpan.FromSeconds(1)) // the shortest there is
        .ConfigurePrimaryHttpMessageHandler(() =>
        {
            var handler = new SocketsHttpHandler();
            _made.Enqueue(handler);
            return handler;
        });

    /// <summary>Calls until the third handler, which has called too.</summary>
    internal async Task CallUntilReplacedAsync(Func<Task> call)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        do
        {
            await call();
            await Task.Delay(100, hang.Token);
        }
        while (_made.Count < 3);
    }
}
