using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Renews the access token of one connection: once among all who share the store, within Zoho's limit, and without losing what is stored.
/// </summary>
internal sealed class ConnectionRefresher(
    GuardedConnectionStore store, RefreshRequest request, RowReader rows, BackgroundWork work, RealTime realTime, TimeProvider timeProvider,
    Jitter jitter, ILogger logger)
{
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // Longer than a lease, so that its holder is done by then or dead, and well below the 100 seconds after which an HttpClient gives up.
    private static readonly TimeSpan MaxWaitForLease = TimeSpan.FromSeconds(75);

    // A token request takes 30 seconds at the most, so after this time a store call hangs.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(3);

    internal Jitter Jitter => jitter;

    internal DateTimeOffset GetUtcNow() => timeProvider.GetUtcNow();

    /// <summary>Starts a refresh for everyone who waits for it. It is never cancelled and never throws.</summary>
    /// <param name="entry">The connection.</param>
    /// <param name="kind">What the refresh may do.</param>
    /// <param name="end">Takes the outcome before the host is told of it, and returns what the callers get.</param>
    internal Task<RefreshOutcome> StartAsync(ConnectionEntry entry, RefreshKind kind, Func<RefreshOutcome, Task<RefreshOutcome>> end) =>
        work.RunAsync(async () =>
    {
        RefreshOutcome outcome = await RefreshInTimeAsync(entry, kind).ConfigureAwait(false);
        Task<RefreshOutcome> answer = end(outcome);
        request.Publish(entry, outcome);
        return await answer.ConfigureAwait(false);
    });

    private async Task<RefreshOutcome> RefreshInTimeAsync(ConnectionEntry entry, RefreshKind kind)
    {
        using var givenUp = new CancellationTokenSource();
        Task<RefreshOutcome> refresh = RefreshAsync(entry, kind, givenUp.Token);
        if (await realTime.HasEndedAsync(refresh, MaxDuration).ConfigureAwait(false))
        {
            return await refresh.ConfigureAwait(false);
        }

        // What it writes later is still conditional, and what it brings is no longer waited for.
        await givenUp.CancelAsync().ConfigureAwait(false);
        BiginLog.RefreshGivenUp(logger, entry.Key, MaxDuration);
        return RefreshOutcome.Failed(
            ConnectionFailure.RefreshFailed,
            $"The refresh was given up after {MaxDuration.TotalMinutes} minutes, because the connection store or Bigin didn't respond.");
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every failure is reported to those who wait.")]
    private async Task<RefreshOutcome> RefreshAsync(ConnectionEntry entry, RefreshKind kind, CancellationToken givenUp)
    {
        await Task.Yield(); // a store that blocks its thread must not keep the waiting above from starting
        try
        {
            return await FindOrRefreshAsync(entry, kind, givenUp).ConfigureAwait(false);
        }
        catch (BiginConnectionException exception)
        {
            BiginLog.StoreFailed(logger, entry.Key, "refreshing", exception.InnerException!);
            return RefreshOutcome.StoreFailed(exception);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            return RefreshOutcome.NothingNew; // it was given up and logged before, and nothing waits for it
        }
        catch (Exception exception)
        {
            BiginLog.RefreshThrew(logger, entry.Key, exception);
            return RefreshOutcome.Failed(ConnectionFailure.RefreshFailed, "The refresh failed. The inner exception says how.",
                inner: exception);
        }
    }

    private async Task<RefreshOutcome> FindOrRefreshAsync(ConnectionEntry entry, RefreshKind kind, CancellationToken givenUp)
    {
        long startedAt = realTime.Provider.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            (StoredConnection? row, RefreshOutcome? found) = await rows.ReadAsync(entry, kind, givenUp).ConfigureAwait(false);
            if (found is not null)
            {
                return found;
            }

            if (kind is RefreshKind.FromStoreOnly)
            {
                return RefreshOutcome.NothingNew;
            }

            IAsyncDisposable? lease = await store.TryLockAsync(row!.Key, Lease, givenUp).ConfigureAwait(false);
            if (lease is not null)
            {
                await using (lease.ConfigureAwait(false))
                {
                    if (await RefreshUnderLeaseAsync(entry, kind, givenUp).ConfigureAwait(false) is { } outcome)
                    {
                        return outcome;
                    }
                }
            }
            else if (realTime.Provider.GetElapsedTime(startedAt) > MaxWaitForLease)
            {
                return RefreshOutcome.Failed(
                    ConnectionFailure.RefreshFailed,
                    $"Another process holds the lease on this connection, until {GetUtcNow() + Lease:u} at the latest, and has stored "
                    + "no new access token.");
            }

            await PauseAsync(attempt, givenUp).ConfigureAwait(false);
        }
    }

    /// <summary>Refreshes, or returns null where another process has written the row meanwhile, so that it has to be read again.</summary>
    private async Task<RefreshOutcome?> RefreshUnderLeaseAsync(ConnectionEntry entry, RefreshKind kind, CancellationToken givenUp)
    {
        (StoredConnection? row, RefreshOutcome? found) = await rows.ReadAsync(entry, kind, givenUp).ConfigureAwait(false);
        if (found is not null)
        {
            return found;
        }

        DateTimeOffset now = GetUtcNow();
        if (RefreshBudget.IsExhausted(row!.RecentRefreshes, now))
        {
            BiginLog.BudgetExhausted(logger, entry.Key);
            return rows.FindLastToken(entry, kind, row, now) is { } last ? RefreshOutcome.Found(last) : RefreshOutcome.BudgetExhausted;
        }

        request.ThrowIfNotSendable(row);

        // Before the request, so that it counts even if it fails or this process ends.
        StoredConnection counted = row.With(recentRefreshes: RefreshBudget.Add(row.RecentRefreshes, now));
        if (!await store.TrySaveAsync(counted, row.ConcurrencyStamp, givenUp).ConfigureAwait(false))
        {
            return null;
        }

        givenUp.ThrowIfCancellationRequested();
        return await request.SendAsync(entry, counted).ConfigureAwait(false);
    }

    // From 20 ms on to a quarter of a second, jittered: most refreshes take about that long.
    private Task PauseAsync(int attempt, CancellationToken givenUp) =>
        realTime.DelayAsync(jitter.Shorten(TimeSpan.FromMilliseconds(Math.Min(20 << Math.Min(attempt, 4), 250)), share: 0.5), givenUp);
}
