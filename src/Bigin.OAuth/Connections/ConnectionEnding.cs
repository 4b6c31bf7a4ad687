namespace Bigin.OAuth;

/// <summary>Ends a connection: revokes its refresh token at Bigin, then deletes it. Nothing is deleted that was not revoked.</summary>
internal sealed class ConnectionEnding(IBiginConnectionStore store, BiginTokenClient tokenClient, DataCenterMap map)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    // Five seconds.
    private const int MostAttempts = 50;

    internal async Task<DisconnectResult> EndAsync(ConnectionEntry entry, CancellationToken cancellationToken)
    {
        // Before anything is written: a row that can't be decrypted stays as it is, without a lease even.
        if (await FindAsync(entry.Key, cancellationToken).ConfigureAwait(false) is null)
        {
            return new NotConnected(entry.Key);
        }

        IAsyncDisposable? lease = await WaitForLeaseAsync(entry.Key, cancellationToken).ConfigureAwait(false);
        try
        {
            return await EndUnderLeaseAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (lease is not null)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<DisconnectResult> EndUnderLeaseAsync(ConnectionEntry entry, CancellationToken cancellationToken)
    {
        while (await FindAsync(entry.Key, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            RevocationResponse revocation = await tokenClient.RevokeAsync(new RefreshToken(stored.RefreshToken), map.FindById(stored.DataCenter)!, cancellationToken).ConfigureAwait(false);
            if (revocation is RevocationFailed { Error: var error } && !IsRefusal(error))
            {
                return new DisconnectFailed(error);
            }

            if (await entry.ChangeAsync(() => TryDeleteAsync(entry, stored)).ConfigureAwait(false))
            {
                return new Disconnected(entry.Key);
            }
        }

        return new NotConnected(entry.Key); // somebody else has ended it meanwhile
    }

    // A consent that came meanwhile has another refresh token, which nobody could revoke any more.
    private async Task<bool> TryDeleteAsync(ConnectionEntry entry, StoredConnection revoked)
    {
        StoredConnection? standing = await store.FindAsync(entry.Key).ConfigureAwait(false);
        if (standing is not null && standing.RefreshToken != revoked.RefreshToken)
        {
            return false;
        }

        await store.TryDeleteAsync(entry.Key, standing?.ConcurrencyStamp ?? "").ConfigureAwait(false);
        entry.Replace(null);
        return true;
    }

    private async Task<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken)
    {
        StoredConnection? stored = await store.FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (stored is { Status: ConnectionStatus.Unreadable })
        {
            throw RefreshOutcome.Unreadable.ToException(key);
        }

        return stored;
    }

    // Lets a refresh that is under way come to its end first. One that takes too long finds the row gone, and its save refused.
    // In real time: a clock that stands still holds nobody.
    private async Task<IAsyncDisposable?> WaitForLeaseAsync(string key, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            IAsyncDisposable? lease = await store.TryLockAsync(key, ConnectionRefresher.Lease, cancellationToken).ConfigureAwait(false);
            if (lease is not null || attempt == MostAttempts)
            {
                return lease;
            }

            await Task.Delay(BetweenAttempts, cancellationToken).ConfigureAwait(false);
            if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is null)
            {
                return null;
            }
        }
    }

    // Zoho answers a token that it does not know with status 400, as JSON or as a page. A throttled request has 400 too, and says nothing of the
    // token; nor do 407 and 408, which are about the way there.
    private static bool IsRefusal(TokenError error) =>
        error.Kind is TokenErrorKind.InvalidRefreshToken
        || ((int?)error.StatusCode is >= 400 and < 500 and not (407 or 408)
            && error.Kind is TokenErrorKind.UnreadableResponse or TokenErrorKind.Other or TokenErrorKind.AccessDenied);
}
