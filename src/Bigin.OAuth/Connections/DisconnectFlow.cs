using System.Net;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Ends a connection: revokes the refresh token of the row that it read, then deletes that grant and no other.</summary>
internal sealed class DisconnectFlow(
    GuardedConnectionStore store,
    BiginTokenClient tokenClient,
    AccessTokenCache tokens,
    BackgroundWork work,
    ConnectionEvents events,
    DataCenterMap map,
    ConfiguredConnections configured,
    RealTime realTime,
    ILogger logger)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan MaxWaitForLease = TimeSpan.FromSeconds(5);

    internal async Task<DisconnectResult> DisconnectAsync(string key, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        if (await store.FindFirstAsync(key, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            await tokens.ReadAgainAsync(key).ConfigureAwait(false);
            return new NotConnected(key);
        }

        ThrowIfNotRevocable(row);
        IAsyncDisposable? lease = await WaitForLeaseAsync(key, cancellationToken).ConfigureAwait(false);

        // From here on a cancellation ends the caller's wait and nothing else: a token that is revoked has to be deleted too.
        return await work.TrackAsync(RevokeAndDeleteAsync(row, lease)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the row that is there now, without revoking its refresh token.</summary>
    internal async Task<bool> ForgetAsync(string key, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        if (await store.FindFirstAsync(key, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return false;
        }

        return await work.TrackAsync(DeleteAndPublishAsync(row, BiginLog.Forgotten)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Gets a value indicating whether Bigin says that it doesn't know the token, so that there is nothing left to revoke.
    /// </summary>
    /// <remarks>
    /// By name, or as the page that Zoho sends with 400. A page with another status may come from a proxy, and access_denied from a
    /// throttled request.
    /// </remarks>
    internal static bool IsUnknownToken(TokenError error) =>
        error.Kind is TokenErrorKind.InvalidRefreshToken
        || (error.Kind is TokenErrorKind.UnreadableResponse && error.StatusCode is HttpStatusCode.BadRequest);

    private async Task<DisconnectResult> RevokeAndDeleteAsync(StoredConnection read, IAsyncDisposable? lease)
    {
        await using ((lease ?? NoLease.Instance).ConfigureAwait(false))
        {
            // A refresh may have ended meanwhile, or a newer consent may have come, which is not the one to end.
            StoredConnection? row = await store.FindAsync(read.Key).ConfigureAwait(false);
            if (row is null || !row.IsSameGrantAs(read))
            {
                await tokens.ReadAgainAsync(read.Key).ConfigureAwait(false);
                return row is null ? new NotConnected(read.Key) : new Disconnected(read.Key);
            }

            ThrowIfNotRevocable(row);
            RevocationResponse revocation = await tokenClient
                .RevokeAsync(new RefreshToken(row.RefreshToken), map.FindById(row.DataCenter)!).ConfigureAwait(false);
            if (revocation is RevocationFailed { Error: var error } && !IsUnknownToken(error))
            {
                return new DisconnectFailed(error);
            }

            return await DeleteRevokedAsync(row).ConfigureAwait(false);
        }
    }

    private async Task<DisconnectResult> DeleteRevokedAsync(StoredConnection row)
    {
        try
        {
            await DeleteAndPublishAsync(row, BiginLog.Disconnected).ConfigureAwait(false);
            return new Disconnected(row.Key);
        }
        catch (BiginConnectionException exception)
        {
            BiginLog.StoreFailed(logger, row.Key, "deleting it after the revocation", exception.InnerException!);
            throw; // to a caller who may have gone
        }
    }

    private async Task<bool> DeleteAndPublishAsync(StoredConnection row, Action<ILogger, string> log)
    {
        bool isDeleted = await DeleteAsync(row).ConfigureAwait(false);
        if (isDeleted)
        {
            log(logger, row.Key);
            if (configured.FindSetting(row) is { } setting)
            {
                BiginLog.ConfiguredConnectionEnded(logger, row.Key, setting);
            }

            await events.DisconnectedAsync(row.Key).ConfigureAwait(false);
        }

        return isDeleted;
    }

    /// <summary>
    /// Deletes the grant of a row, also where another process has written the row again meanwhile. A newer grant is left.
    /// </summary>
    private Task<bool> DeleteAsync(StoredConnection row) => tokens.ChangeAsync(row.Key, async () =>
    {
        for (StoredConnection? current = row; current is not null && current.IsSameGrantAs(row);)
        {
            if (await store.TryDeleteAsync(row.Key, current.ConcurrencyStamp).ConfigureAwait(false))
            {
                return (true, new ChangedToken(null));
            }

            current = await store.FindAsync(row.Key).ConfigureAwait(false);
        }

        return (false, new ChangedToken(null));
    });

    private void ThrowIfNotRevocable(StoredConnection row)
    {
        if (row.Status is ConnectionStatus.Unreadable)
        {
            throw RefreshOutcome.Unreadable.ToException(row.Key);
        }

        if (map.FindById(row.DataCenter) is null)
        {
            throw RefreshOutcome.UnknownDataCenter(row.DataCenter).ToException(row.Key);
        }
    }

    // Lets a refresh that is under way come to its end first. One that takes longer finds the row gone, and its save refused.
    private async Task<IAsyncDisposable?> WaitForLeaseAsync(string key, CancellationToken cancellationToken)
    {
        long startedAt = realTime.Provider.GetTimestamp();
        while (true)
        {
            IAsyncDisposable? lease = await store.TryLockAsync(key, ConnectionRefresher.Lease, cancellationToken).ConfigureAwait(false);
            if (lease is not null || realTime.Provider.GetElapsedTime(startedAt) > MaxWaitForLease
                || await store.FindStampAsync(key, cancellationToken).ConfigureAwait(false) is null)
            {
                return lease;
            }

            await realTime.DelayAsync(BetweenAttempts, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class NoLease : IAsyncDisposable
    {
        internal static readonly NoLease Instance = new();

        public ValueTask DisposeAsync() => default;
    }
}
