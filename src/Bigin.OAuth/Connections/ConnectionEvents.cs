using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Calls the host's handlers, one after the other. An exception of one doesn't keep the next from being called. Each event has a scope of
/// its own, so that handlers may be scoped.
/// </summary>
/// <param name="scopes">Makes the scopes. Handlers are resolved at each event, so one may itself use
/// <see cref="BiginConnections"/>.</param>
/// <param name="logger">Takes what handlers throw.</param>
[SuppressMessage("Design", "CA1031", Justification = "A handler of the host's must not undo what has happened.")]
internal sealed class ConnectionEvents(IServiceScopeFactory scopes, ILogger logger)
{
    internal Task ConnectedAsync(BiginConnection connection) =>
        CallAsync(handler => handler.ConnectedAsync(connection, CancellationToken.None), "Connected", connection.Key);

    internal Task RefreshedAsync(BiginConnection connection) =>
        CallAsync(handler => handler.RefreshedAsync(connection, CancellationToken.None), "Refreshed", connection.Key);

    internal Task ConsentNeededAsync(BiginConnection connection) =>
        CallAsync(handler => handler.ConsentNeededAsync(connection, CancellationToken.None), "ConsentNeeded", connection.Key);

    internal Task DisconnectedAsync(string key) =>
        CallAsync(handler => handler.DisconnectedAsync(key, CancellationToken.None), "Disconnected", key);

    // Making a handler, or its scope's end, may fail as well. It is made anew at the next event.
    private async Task CallAsync(Func<IBiginConnectionEvents, ValueTask> call, string eventName, string key)
    {
        try
        {
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                foreach (IBiginConnectionEvents handler in scope.ServiceProvider.GetServices<IBiginConnectionEvents>())
                {
                    await CallAsync(handler, call, eventName, key).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception)
        {
            BiginLog.EventHandlerFailed(logger, nameof(IBiginConnectionEvents), eventName, key, exception);
        }
    }

    private async Task CallAsync(IBiginConnectionEvents handler, Func<IBiginConnectionEvents, ValueTask> call, string eventName, string key)
    {
        try
        {
            await call(handler).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            BiginLog.EventHandlerFailed(logger, handler.GetType().Name, eventName, key, exception);
        }
    }
}
