namespace Bigin.OAuth;

/// <summary>Keeps connections. The default keeps them in memory; <c>Bigin.OAuth.EntityFrameworkCore</c> in a database.</summary>
/// <remarks>
/// Implementations are thread-safe, and registered once for the life of the host. Keys are compared to the letter (ordinal, with case), whatever
/// the database does by itself. A store whose content outlives the process encrypts the tokens, bound to the key, so that a row that is copied
/// to another key does not decrypt there. What a store throws reaches the caller as the inner exception of a <see cref="BiginConnectionException"/>
/// or as it is, so no message may hold a token.
/// </remarks>
public interface IBiginConnectionStore
{
    /// <summary>Finds a connection.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The connection, or null where there is none. One that can't be decrypted has the status <see cref="ConnectionStatus.Unreadable"/> and an empty refresh token.</returns>
    ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Saves a connection if nobody else has saved or deleted it meanwhile, as one step.</summary>
    /// <param name="connection">The whole connection, with the next <see cref="StoredConnection.Version"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when the stored version was one less (0: none was stored) and is this one now; false when nothing was changed.</returns>
    /// <exception cref="ArgumentException">A store that encrypts is given an <see cref="ConnectionStatus.Unreadable"/> one, which would overwrite the tokens.</exception>
    ValueTask<bool> TrySaveAsync(StoredConnection connection, CancellationToken cancellationToken = default);

    /// <summary>Deletes a connection.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when there was one.</returns>
    ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists all connections without their tokens, in no particular order.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>The connections.</returns>
    IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the lease on a stored connection, exclusively among all who share the store. It does not wait.</summary>
    /// <param name="key">The key of a stored connection.</param>
    /// <param name="lease">After this time, by the library's clock, the lease ends by itself: its holder may be dead.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// What gives the lease back when it is disposed of, or null where someone else holds it, nothing is stored under the key, or what is stored
    /// can't be decrypted: nothing is written to that, not even a lease.
    /// </returns>
    ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default);
}
