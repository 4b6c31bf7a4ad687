using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Renews the access token of one connection: once among all who share the store, within Zoho's limit, and without losing what is stored.</summary>
internal sealed class ConnectionRefresher(
    IBiginConnectionStore store, BiginTokenClient tokenClient, DataCenterMap map, ConnectionEvents events, TimeProvider timeProvider, ILogger logger)
{
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // In all at least 75 seconds, which is longer than a lease: whoever holds it is done by then, or dead.
    private const int MostAttempts = 600;

    /// <summary>Never throws and is never cancelled: it serves everyone who waits.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The store is anyone's, and whatever it throws is answered to those who wait.")]
    internal async Task<RefreshOutcome> RefreshAsync(ConnectionEntry entry)
    {
        RefreshOutcome outcome;
        Exception? failure = null;
        try
        {
            outcome = await RefreshOrAdoptAsync(entry).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
            outcome = RefreshOutcome.Failed(ConnectionFailure.RefreshFailed, "The connection store failed. The inner exception says how.", inner: exception);
        }

        entry.End(outcome, timeProvider.GetUtcNow());
        Tell(outcome);
        if (failure is not null)
        {
            BiginLog.StoreFailed(logger, entry.Key, "refreshing", failure);
        }

        return outcome;
    }

    // Nobody waits for the host's handlers, and one that asks for the token itself finds it.
    private void Tell(RefreshOutcome outcome)
    {
        if (outcome.Refreshed is { } refreshed)
        {
            _ = Task.Run(() => events.RefreshedAsync(refreshed));
        }

        if (outcome.Lost is { } lost)
        {
            _ = Task.Run(() => events.ConsentNeededAsync(lost));
        }
    }

    private async Task<RefreshOutcome> RefreshOrAdoptAsync(ConnectionEntry entry)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            await PauseAsync(attempt).ConfigureAwait(false);
            StoredConnection? stored = await store.FindAsync(entry.Key).ConfigureAwait(false);
            if (DecideWithout(entry, stored) is { } early)
            {
                return early;
            }

            IAsyncDisposable? lease = await store.TryLockAsync(entry.Key, Lease).ConfigureAwait(false);
            if (lease is null)
            {
                continue; // somebody else refreshes, and we read what came of it
            }

            try
            {
                if (await RefreshUnderLeaseAsync(entry).ConfigureAwait(false) is { } outcome)
                {
                    return outcome;
                }
            }
            finally
            {
                await ReleaseAsync(lease, entry.Key).ConfigureAwait(false);
            }
        }

        return RefreshOutcome.Failed(ConnectionFailure.RefreshFailed, "Somebody else holds the lease on this connection, and has not refreshed it.");
    }

    /// <summary>Refreshes, or answers null where somebody else has written the row meanwhile, so that it has to be read again.</summary>
    private async Task<RefreshOutcome?> RefreshUnderLeaseAsync(ConnectionEntry entry)
    {
        StoredConnection? stored = await store.FindAsync(entry.Key).ConfigureAwait(false);
        if (DecideWithout(entry, stored) is { } decided)
        {
            return decided;
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        DataCenter dataCenter = map.FindById(stored!.DataCenter)!;
        if (RefreshBudget.IsExhausted(stored.RecentRefreshes, now))
        {
            BiginLog.BudgetExhausted(logger, entry.Key);
            return RefreshOutcome.BudgetExhausted;
        }

        // Before the request: whatever becomes of it, and of this process, it counts.
        StoredConnection counted = stored.With(recentRefreshes: RefreshBudget.Add(stored.RecentRefreshes, now));
        if (!await store.TrySaveAsync(counted, stored.ConcurrencyStamp).ConfigureAwait(false))
        {
            return null;
        }

        TokenResponse response = await tokenClient.RefreshAsync(new RefreshToken(counted.RefreshToken), dataCenter).ConfigureAwait(false);
        return await response.Match(
            issued: tokens => KeepAsync(entry, counted, tokens),
            failed: error => FailAsync(entry, counted, dataCenter, error)).ConfigureAwait(false);
    }

    /// <summary>Says what the row means where nothing has to be asked of Bigin, or null where it has to be.</summary>
    private RefreshOutcome? DecideWithout(ConnectionEntry entry, StoredConnection? stored)
    {
        switch (stored)
        {
            case null:
                return RefreshOutcome.NotConnected;
            case { Status: ConnectionStatus.Unreadable }:
                BiginLog.Unreadable(logger, entry.Key);
                return RefreshOutcome.Unreadable;
            case { Status: ConnectionStatus.NeedsConsent }:
                return RefreshOutcome.NeedsConsent;
        }

        if (map.FindById(stored.DataCenter) is not { } dataCenter)
        {
            return RefreshOutcome.Failed(ConnectionFailure.RefreshFailed, "unknown data center");
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        return GrantIn(stored, dataCenter, now) is { } grant
            && !entry.HasRefused(grant.Token)
            && grant.IsUsable(now)
            && !(grant.Token.Reveal() == entry.Grant?.Token.Reveal() && entry.Grant.IsDue(now))
            ? RefreshOutcome.Granted(grant)
            : null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The new access token is good whatever the store does, and the refresh token is stored already.")]
    private async Task<RefreshOutcome?> KeepAsync(ConnectionEntry entry, StoredConnection counted, BiginTokens tokens)
    {
        StoredConnection renewed = counted.With(
            accessToken: tokens.AccessToken.Reveal(),
            accessTokenExpiresAt: tokens.ExpiresAt,
            refreshToken: tokens.RefreshToken?.Reveal());
        var grant = new AccessGrant(tokens.AccessToken, tokens.DataCenter, tokens.ExpiresAt, timeProvider.GetUtcNow());
        try
        {
            if (!await TrySaveAfterRequestAsync(counted, renewed).ConfigureAwait(false))
            {
                return null; // overtaken, reconnected or disconnected: what stands in the store counts
            }
        }
        catch (Exception exception)
        {
            BiginLog.StoreFailed(logger, entry.Key, "saving a new access token", exception);
        }

        return RefreshOutcome.Granted(grant, new BiginConnection(renewed, tokens.DataCenter));
    }

    private async Task<RefreshOutcome?> FailAsync(ConnectionEntry entry, StoredConnection counted, DataCenter dataCenter, TokenError error)
    {
        // To the letter: a page, a throttled request or a wrong secret say nothing about the token.
        if (error is not { Kind: TokenErrorKind.InvalidRefreshToken, Error: "invalid_code" })
        {
            return RefreshOutcome.Failed(ConnectionFailure.RefreshFailed, $"The access token could not be refreshed ({error.Kind}). {error.Hint}", error);
        }

        StoredConnection ended = counted.With(status: ConnectionStatus.NeedsConsent);
        if (!await TrySaveAfterRequestAsync(counted, ended).ConfigureAwait(false))
        {
            return null;
        }

        BiginLog.ConsentNeeded(logger, entry.Key, dataCenter.Id);
        return RefreshOutcome.ConsentLost(new BiginConnection(ended, dataCenter));
    }

    // A request takes its time, in which a key may be disconnected and connected again. Versions begin anew then, and may have come as far.
    private async Task<bool> TrySaveAfterRequestAsync(StoredConnection counted, StoredConnection next) =>
        (await store.FindAsync(counted.Key).ConfigureAwait(false))?.RefreshToken == counted.RefreshToken && await store.TrySaveAsync(next, counted.ConcurrencyStamp).ConfigureAwait(false);

    // The last access token was made when it was asked for, or before.
    private static AccessGrant? GrantIn(StoredConnection stored, DataCenter dataCenter, DateTimeOffset now) =>
        stored is { AccessToken: { } token, AccessTokenExpiresAt: { } expiresAt }
            ? new AccessGrant(new AccessToken(token), dataCenter, expiresAt, madeAt: stored.RecentRefreshes is [.., var last] && last < now ? last : now)
            : null;

    // None before the first attempt, then from 20 ms on to a quarter of a second, jittered: most refreshes take about that long.
    // In real time: a clock that stands still holds nobody.
    private static Task PauseAsync(int attempt)
    {
        if (attempt == 0)
        {
            return Task.CompletedTask;
        }

        int longest = Math.Min(20 << Math.Min(attempt, 4), 250);
        return Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest / 2, longest)));
    }

    [SuppressMessage("Design", "CA1031", Justification = "A lease that can't be given back ends by itself.")]
    private async Task ReleaseAsync(IAsyncDisposable lease, string key)
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
