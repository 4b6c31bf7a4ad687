namespace Bigin.OAuth;

/// <summary>
/// Notifies a host of what happens to its connections. Register any number of implementations; each implements what it needs.
/// </summary>
/// <remarks>
/// Implementations are resolved in a new scope for each event, so any lifetime works. The scope belongs to no web request. They are called
/// after the event, one after the other, from any thread; two keys may call at the same moment. What an implementation throws is logged and
/// changes nothing.
/// </remarks>
/// <example>
/// <code>services.AddSingleton&lt;IBiginConnectionEvents, AskToConnectAgain&gt;();</code>
/// </example>
public interface IBiginConnectionEvents
{
    /// <summary>Runs after a connection was stored, for the first time or again.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Not cancelled by the caller who connected.</param>
    /// <returns>A task that ends when the host is done.</returns>
    ValueTask ConnectedAsync(BiginConnection connection, CancellationToken cancellationToken) => default;

    /// <summary>Runs after this process has refreshed an access token.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Not cancelled by those who wait for the token.</param>
    /// <returns>A task that ends when the host is done. No caller waits for it.</returns>
    ValueTask RefreshedAsync(BiginConnection connection, CancellationToken cancellationToken) => default;

    /// <summary>Runs when Bigin does not know the refresh token any more: ask the user to connect again.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Not cancelled by those who wait for the token.</param>
    /// <returns>A task that ends when the host is done.</returns>
    ValueTask ConsentNeededAsync(BiginConnection connection, CancellationToken cancellationToken) => default;

    /// <summary>Runs after a connection was deleted.</summary>
    /// <param name="key">The key of the connection that was.</param>
    /// <param name="cancellationToken">Not cancelled by the caller who disconnected.</param>
    /// <returns>A task that ends when the host is done.</returns>
    ValueTask DisconnectedAsync(string key, CancellationToken cancellationToken) => default;
}
