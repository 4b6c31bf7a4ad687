using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Calls the host's handlers, one after the other, whatever they throw.</summary>
/// <param name="handlers">Resolved at the first event, so that a handler may itself use <see cref="BiginConnections"/>.</param>
/// <param name="logger">Where what they throw goes.</param>
[SuppressMessage("Design", "CA1031", Justification = "A handler of the host's must not undo what has happened.")]
internal sealed class ConnectionEvents(Lazy<IReadOnlyList<IBiginConnectionEvents>> handlers, ILogger logger)
{
    internal Task ConnectedAsync(BiginConnection connection) =>
        CallAsync(handler => handler.ConnectedAsync(connection, CancellationToken.None), "Connected", connection.Key);

    internal Task RefreshedAsync(BiginConnection connection) =>
        CallAsync(handler => handler.RefreshedAsync(connection, CancellationToken.None), "Refreshed", connection.Key);

    internal Task ConsentNeededAsync(BiginConnection connection) =>
        CallAsync(handler => handler.ConsentNeededAsync(connection, CancellationToken.None), "ConsentNeeded", connection.Key);

    internal Task DisconnectedAsync(string key) =>
        CallAsync(handler => handler.DisconnectedAsync(key, CancellationToken.None), "Disconnected", key);

    private async Task CallAsync(Func<IBiginConnectionEvents, ValueTask> call, string eventName, string key)
    {
        foreach (IBiginConnectionEvents handler in Handlers(eventName, key))
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

    // A handler may fail when it is made, too.
    private IReadOnlyList<IBiginConnectionEvents> Handlers(string eventName, string key)
    {
        try
        {
            return handlers.Value;
        }
        catch (Exception exception)
        {
            BiginLog.EventHandlerFailed(logger, nameof(IBiginConnectionEvents), eventName, key, exception);
            return [];
        }
    }
}
