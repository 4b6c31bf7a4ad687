using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Calls the store of the host, and reports what it throws as <see cref="BiginConnectionException"/>.</summary>
[SuppressMessage("Design", "CA1031", Justification = "A store is anyone's code and may throw anything.")]
internal sealed class GuardedConnectionStore(IBiginConnectionStore store, RealTime realTime, ILogger logger)
{
    private const string AllKeys = "*";

    // Between the tries of a write that threw: some seconds in all, in which a database that restarts or a file that is locked is back.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(750), TimeSpan.FromSeconds(1.5),
            TimeSpan.FromSeconds(2.5)];

    /// <summary>Finds a connection, and tries again for some seconds while the store throws.</summary>
    internal Task<StoredConnection?> FindAgainAsync(string key) => RepeatAsync(() => FindAsync(key));

    /// <summary>
    /// Finds a connection for a caller who has just named its key. A store may refuse a key that its database can't hold, and that is the
    /// caller's argument exception: nothing was sent yet.
    /// </summary>
    internal ValueTask<StoredConnection?> FindFirstAsync(string key, CancellationToken cancellationToken = default) =>
        GuardAsync(key, "finding it", () => store.FindAsync(key, cancellationToken), cancellationToken, mayRefuseKey: true);

    internal ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        GuardAsync(key, "finding it", () => store.FindAsync(key, cancellationToken), cancellationToken);

    internal ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) =>
        GuardAsync(key, "finding its stamp", () => store.FindStampAsync(key, cancellationToken), cancellationToken);

    internal ValueTask<bool> TrySaveAsync(
        StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) =>
        GuardAsync(connection.Key, "saving it", () => store.TrySaveAsync(connection, expectedStamp, cancellationToken), cancellationToken);

    /// <summary>Takes the lease. Giving it back never throws: it ends by itself, and what its holder has done counts.</summary>
    internal async ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan length, CancellationToken cancellationToken = default) =>
        await GuardAsync(key, "taking its lease", () => store.TryLockAsync(key, length, cancellationToken), cancellationToken)
            .ConfigureAwait(false) is { } lease
            ? new GuardedLease(lease, key, logger)
            : null;

    /// <summary>
    /// Saves, and tries again for some seconds while the store throws. Repeating an update is safe, because the stamp says what was
    /// written.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="expectedStamp">The stamp of the row that it replaces, or null for an insert.</param>
    /// <param name="hasEnded">
    /// Specifies whether the grant has ended. Asked before an insert is repeated: the try that threw may have been written, and another
    /// process may have disconnected it since, which leaves no row either.
    /// </param>
    internal async Task<SaveAttempt> SaveAsync(StoredConnection connection, string? expectedStamp, Func<Task<bool>>? hasEnded = null)
    {
        int tries = 0;
        bool isSaved = await RepeatAsync(async () =>
            (++tries == 1 || expectedStamp is not null || hasEnded is null || !await hasEnded().ConfigureAwait(false))
            && await TrySaveAsync(connection, expectedStamp).ConfigureAwait(false)).ConfigureAwait(false);
        return new SaveAttempt(isSaved, HasThrown: tries > 1);
    }

    /// <summary>Deletes, and tries again for some seconds while the store throws.</summary>
    internal Task<bool> TryDeleteAsync(string key, string expectedStamp) =>
        RepeatAsync(() => GuardAsync(key, "deleting it", () => store.TryDeleteAsync(key, expectedStamp), CancellationToken.None));

    /// <summary>Counts the connections, without reading each of them where the store can.</summary>
    internal async ValueTask<IReadOnlyList<ConnectionCount>> CountAsync(CancellationToken cancellationToken)
    {
        if (store is IBiginConnectionCounter counter)
        {
            return await GuardAsync(AllKeys, "counting connections", () => counter.CountAsync(cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }

        var counts = new List<ConnectionCount>();
        await foreach (ConnectionSummary one in ListAsync(cancellationToken).ConfigureAwait(false))
        {
            counts.Add(new ConnectionCount { DataCenter = one.DataCenter, Status = one.Status, Count = 1, Keys = [one.Key] });
        }

        return counts;
    }

    internal async IAsyncEnumerable<ConnectionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<ConnectionSummary> summaries = await GuardListAsync(
            () => ValueTask.FromResult(store.ListAsync(cancellationToken).GetAsyncEnumerator(cancellationToken))).ConfigureAwait(false);
        try
        {
            while (await GuardListAsync(summaries.MoveNextAsync).ConfigureAwait(false))
            {
                yield return summaries.Current;
            }
        }
        finally
        {
            await GuardListAsync(async () =>
            {
                await summaries.DisposeAsync().ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }

        ValueTask<T> GuardListAsync<T>(Func<ValueTask<T>> call) => GuardAsync(AllKeys, "listing connections", call, cancellationToken);
    }

    private async Task<T> RepeatAsync<T>(Func<ValueTask<T>> call)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (BiginConnectionException) when (failures < Pauses.Length)
            {
                await realTime.DelayAsync(Pauses[failures]).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<T> GuardAsync<T>(
        string key, string action, Func<ValueTask<T>> call, CancellationToken cancellationToken, bool mayRefuseKey = false)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (
            !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            && !(mayRefuseKey && exception is ArgumentException { ParamName: nameof(key) }))
        {
            throw new BiginConnectionException(
                key, ConnectionFailure.StoreFailed, $"The connection store failed while {action}. The inner exception says how.",
                inner: exception);
        }
    }

    private sealed class GuardedLease(IAsyncDisposable lease, string key, ILogger logger) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                BiginLog.StoreFailed(logger, key, "giving back its lease", exception);
            }
        }
    }
}

/// <summary>Specifies the result of a save.</summary>
/// <param name="IsSaved">The row is the connection that was saved.</param>
/// <param name="HasThrown">An earlier try threw, and may have written the row all the same.</param>
internal readonly record struct SaveAttempt(bool IsSaved, bool HasThrown);
