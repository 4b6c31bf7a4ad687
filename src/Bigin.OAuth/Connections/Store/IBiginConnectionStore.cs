namespace Bigin.OAuth;

/// <summary>Keeps connections. The default keeps them in memory; <c>Bigin.OAuth.EntityFrameworkCore</c> keeps them in a database.</summary>
/// <remarks>
/// <para>
/// Implementations are thread-safe and are registered once for the life of the host. Keys are compared ordinally and with case, on every
/// database. A store whose content outlives the process encrypts the tokens, bound to the key, so that a row that is copied to another key
/// doesn't decrypt there.
/// </para>
/// <para>
/// Every write is one atomic step that depends on the row's <see cref="StoredConnection.ConcurrencyStamp"/>. The library sets a fresh stamp
/// for each save, and a store writes it unchanged. It never generates one, so a row that is deleted and created again never has an old
/// stamp.
/// </para>
/// <para>
/// What a store throws reaches the caller as the inner exception of a <see cref="BiginConnectionException"/>, so no message may hold a
/// token.
/// </para>
/// </remarks>
public interface IBiginConnectionStore
{
    /// <summary>Finds a connection.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The connection, or <see langword="null"/> where there is none. One that can't be decrypted has the status
    /// <see cref="ConnectionStatus.Unreadable"/> and an empty refresh token.
    /// </returns>
    ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Finds the stamp of a connection, cheaply and without decrypting anything.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The <see cref="StoredConnection.ConcurrencyStamp"/> of the row, or <see langword="null"/> where there is none.</returns>
    ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Saves a connection over the row that it was decided on, in one atomic step.</summary>
    /// <remarks>
    /// A save whose <see cref="StoredConnection.ConnectedAt"/> differs from the row's ends the lease on the row; any other save keeps the
    /// lease.
    /// </remarks>
    /// <param name="connection">The whole connection, with a stamp of its own.</param>
    /// <param name="expectedStamp">The stamp of the row that this save replaces, or <see langword="null"/> to save only where there is no
    /// row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// <see langword="true"/> when the row had the expected stamp and is the given connection now, and also when the row has the given
    /// connection's stamp already, because the answer to an earlier try was lost. <see langword="false"/> when nothing was changed.
    /// </returns>
    /// <exception cref="ArgumentException">A store that encrypts is given an <see cref="ConnectionStatus.Unreadable"/> connection, which
    /// would overwrite the tokens.</exception>
    ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default);

    /// <summary>Deletes the row that the deletion was decided on, in one atomic step.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expectedStamp">The stamp of the row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="true"/> when the row had the expected stamp and was deleted; <see langword="false"/> when nothing was
    /// changed.</returns>
    ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default);

    /// <summary>Lists all connections without their tokens, in no particular order.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>The connections.</returns>
    IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the lease on a stored connection, exclusively among all who share the store. It doesn't wait.</summary>
    /// <remarks>
    /// Taking or releasing a lease never changes the row's stamp. A lease that ends later than twice <paramref name="lease"/> from now was
    /// taken by a process with a wrong clock, and counts as over.
    /// </remarks>
    /// <param name="key">The key of a stored connection.</param>
    /// <param name="lease">After this time, by the library's clock, the lease ends by itself, because its holder may have died.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// What gives the lease back when it is disposed of. <see langword="null"/> where someone else holds it, nothing is stored under the
    /// key, or what is stored can't be decrypted: nothing is written to such a row, not even a lease.
    /// </returns>
    ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default);
}
