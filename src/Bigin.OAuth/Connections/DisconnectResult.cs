namespace Bigin.OAuth;

/// <summary>
/// Represents the result of disconnecting: <see cref="Disconnected"/>, <see cref="NotConnected"/> or <see cref="DisconnectFailed"/>, and
/// never anything else.
/// </summary>
public abstract class DisconnectResult
{
    // Closed: no case can be added outside this assembly.
    private protected DisconnectResult()
    {
    }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="disconnected">The connection has ended.</param>
    /// <param name="notConnected">There was none.</param>
    /// <param name="failed">Bigin did not confirm, and the connection is kept.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(
        Func<Disconnected, T> disconnected,
        Func<NotConnected, T> notConnected,
        Func<DisconnectFailed, T> failed)
    {
        ArgumentNullException.ThrowIfNull(disconnected);
        ArgumentNullException.ThrowIfNull(notConnected);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            Disconnected result => disconnected(result),
            NotConnected result => notConnected(result),
            DisconnectFailed result => failed(result),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }
}
