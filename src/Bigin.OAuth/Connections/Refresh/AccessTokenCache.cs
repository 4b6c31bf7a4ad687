using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Gives out the access tokens of all connections. A token that is fresh and was checked lately costs no I/O and no allocation.
/// </summary>
internal sealed class AccessTokenCache : IDisposable
{
    // Long enough for a healthy refresh. A caller never waits longer while the token that it has is good.
    private static readonly TimeSpan MaxWaitAheadOfTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan MaxWaitForCheck = TimeSpan.FromSeconds(2);

    // Longer than any wait for a lock in a database. Until a check has ended no other one begins, so one that hangs is given up.
    private static readonly TimeSpan MaxDurationOfCheck = TimeSpan.FromMinutes(1);

    private readonly ConnectionEntries _entries;
    private readonly GuardedConnectionStore _store;
    private readonly RowReader _rows;
    private readonly BackgroundWork _work;
    private readonly RealTime _realTime;
    private readonly TimeSpan _recheckInterval;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    internal AccessTokenCache(
        GuardedConnectionStore store,
        RowReader rows,
        ConnectionRefresher refresher,
        BackgroundWork work,
        RealTime realTime,
        TimeSpan recheckInterval,
        StringComparer keyComparer,
        TimeProvider timeProvider,
        ILogger logger)
    {
        (_store, _rows, _work, _realTime, _recheckInterval, _timeProvider, _logger) =
            (store, rows, work, realTime, recheckInterval, timeProvider, logger);
        _entries = new ConnectionEntries(refresher, keyComparer, timeProvider);
    }

    internal ValueTask<CachedAccessToken> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (key is not null && _entries.TryGet(key, out ConnectionEntry? entry) && entry.Token is { } token)
        {
            DateTimeOffset now = _timeProvider.GetUtcNow();
            if (token.IsUsable(now))
            {
                // A refresh reads the row first, so it is a check too.
                return token.IsDue(now) && entry.TryRefreshEarlyAsync(token, now) is { } refresh
                    ? PreferAsync(refresh, key, token, cancellationToken)
                    : entry.Recheck.TryBegin(now, _recheckInterval) ? CheckAsync(entry, token, cancellationToken)
                    : new(token);
            }
        }

        ConnectionKey.ThrowIfInvalid(key!);
        return WaitAsync(key!, cancellationToken);
    }

    /// <summary>Asks Bigin for a new token in any case.</summary>
    internal async Task<BiginConnection> RefreshAsync(string key, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            ConnectionEntry entry = _entries.Get(key);
            if (entry.TryRefreshAlwaysAsync(out bool isStarted) is not { } refresh)
            {
                _entries.Remove(entry);
                continue;
            }

            RefreshOutcome outcome = await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (isStarted && outcome.Token is null)
            {
                throw outcome.ToException(key);
            }

            // Nothing is refreshed where a newer consent replaced this grant meanwhile. The next round refreshes that one.
            if (isStarted && outcome.Refreshed is { } connection)
            {
                return connection;
            }
        }
    }

    /// <summary>Runs a connect or a disconnect, then keeps the token that it results in: none after a disconnect.</summary>
    internal async Task<T> ChangeAsync<T>(string key, Func<Task<(T Result, ChangedToken? Change)>> change)
    {
        (ConnectionEntry entry, int number) = BeginChange(key);
        ChangedToken? changed = null;
        try
        {
            (T result, changed) = await change().ConfigureAwait(false);
            return result;
        }
        finally
        {
            if (changed is { } known)
            {
                entry.EndChange(number, known.Token);
            }
            else
            {
                entry.CancelChange();
            }

            _entries.DropIfIdle(entry);
        }
    }

    /// <summary>Forgets the token of a connection that another process has changed, so that the next caller reads the row.</summary>
    internal Task ReadAgainAsync(string key) =>
        ChangeAsync(key, () => Task.FromResult<(object?, ChangedToken?)>((null, new ChangedToken(null))));

    /// <summary>Takes note that Bigin's API refused a token at an address.</summary>
    /// <returns>True when there is, or may be had, another token to try.</returns>
    internal bool NoteRefused(string key, CachedAccessToken token, Uri address) =>
        _entries.Get(key).NoteRefused(token, address.AbsolutePath);

    /// <summary>Takes note that Bigin's API accepted a token at an address.</summary>
    internal void NoteAccepted(string key, Uri address)
    {
        if (_entries.TryGet(key, out ConnectionEntry? entry))
        {
            entry.NoteAccepted(address);
        }
    }

    public void Dispose() => _entries.Dispose();

    private async ValueTask<CachedAccessToken> WaitAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            ConnectionEntry entry = _entries.Get(key);
            if (entry.TryGetAsync(_timeProvider.GetUtcNow()) is { } refresh)
            {
                return (await refresh.WaitAsync(cancellationToken).ConfigureAwait(false)).GetTokenOrThrow(key);
            }

            _entries.Remove(entry);
        }
    }

    // Ahead of time a failure is none, because the token that is there is good. It isn't where another process has ended the connection.
    private async ValueTask<CachedAccessToken> PreferAsync(
        Task<RefreshOutcome> refresh, string key, CachedAccessToken fallback, CancellationToken cancellationToken)
    {
        if (!await _realTime.HasEndedAsync(refresh, MaxWaitAheadOfTime, cancellationToken).ConfigureAwait(false))
        {
            return fallback;
        }

        RefreshOutcome outcome = await refresh.ConfigureAwait(false);
        return outcome.EndsToken && outcome.ConsentNeeded is null ? throw outcome.ToException(key) : outcome.Token ?? fallback;
    }

    private async ValueTask<CachedAccessToken> CheckAsync(
        ConnectionEntry entry, CachedAccessToken token, CancellationToken cancellationToken)
    {
        Task check = _work.RunAsync(() => CompareInTimeAsync(entry, token));
        if (!await _realTime.HasEndedAsync(check, MaxWaitForCheck, cancellationToken).ConfigureAwait(false))
        {
            NoteFailedCheck(entry, "the store didn't respond in time");
            return token;
        }

        return entry.Token is { } current && current.IsUsable(_timeProvider.GetUtcNow())
            ? current
            : await WaitAsync(entry.Key, cancellationToken).ConfigureAwait(false);
    }

    private async Task CompareInTimeAsync(ConnectionEntry entry, CachedAccessToken token)
    {
        using var givenUp = new CancellationTokenSource();
        Task<CachedAccessToken?> comparison = CompareAsync(entry, token, givenUp.Token);
        bool hasEnded = await _realTime.HasEndedAsync(comparison, MaxDurationOfCheck).ConfigureAwait(false);
        if (!hasEnded)
        {
            await givenUp.CancelAsync().ConfigureAwait(false); // what it finds later is not taken: the next check may know better
        }

        entry.EndCheck(token, hasEnded ? await comparison.ConfigureAwait(false) : token);
    }

    /// <summary>Compares the row with the token, which another process may have replaced or ended.</summary>
    private async Task<CachedAccessToken?> CompareAsync(ConnectionEntry entry, CachedAccessToken token, CancellationToken givenUp)
    {
        await Task.Yield(); // a store that blocks its thread must not keep the waiting above from starting
        try
        {
            CachedAccessToken? current = await _store.FindStampAsync(entry.Key, givenUp).ConfigureAwait(false) != token.Stamp
                ? await _rows.GetCurrentTokenAsync(entry, token).ConfigureAwait(false)
                : token;
            entry.Recheck.NoteStore(isFailing: false);
            return current;
        }
        catch (BiginConnectionException exception)
        {
            NoteFailedCheck(entry, exception.InnerException!.GetType().Name);
            return token;
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            return token;
        }
    }

    private void NoteFailedCheck(ConnectionEntry entry, string reason)
    {
        if (entry.Recheck.NoteStore(isFailing: true))
        {
            BiginLog.RecheckFailed(_logger, entry.Key, reason);
        }
    }

    private (ConnectionEntry Entry, int Number) BeginChange(string key)
    {
        while (true)
        {
            ConnectionEntry entry = _entries.Get(key);
            if (entry.TryBeginChange() is { } number)
            {
                return (entry, number);
            }

            _entries.Remove(entry);
        }
    }
}

/// <summary>The token that a change of the connection leads to, or null where the store has to tell.</summary>
internal readonly record struct ChangedToken(CachedAccessToken? Token);
