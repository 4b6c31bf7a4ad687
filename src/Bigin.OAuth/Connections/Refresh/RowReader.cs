using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Reads the stored row of a connection and says what it means, as far as Bigin doesn't have to be asked.</summary>
internal sealed class RowReader(GuardedConnectionStore store, DataCenterMap map, ConfiguredConnections configured,
    TimeProvider timeProvider, Jitter jitter, ILogger logger)
{
    /// <summary>Reads the row.</summary>
    /// <returns>The row, and what it means; no outcome where Bigin has to be asked.</returns>
    internal async Task<(StoredConnection? Row, RefreshOutcome? Found)> ReadAsync(
        ConnectionEntry entry, RefreshKind kind, CancellationToken cancellationToken = default)
    {
        DateTimeOffset readAt = timeProvider.GetUtcNow();
        StoredConnection? row = await store.FindAsync(entry.Key, cancellationToken).ConfigureAwait(false);
        return (row, Interpret(entry, kind, row, readAt));
    }

    /// <summary>Gets the token to go on with where the row was changed by another process, or null where it has none.</summary>
    internal async Task<CachedAccessToken?> GetCurrentTokenAsync(ConnectionEntry entry, CachedAccessToken known)
    {
        DateTimeOffset readAt = timeProvider.GetUtcNow();
        (StoredConnection? row, RefreshOutcome? found) = await ReadAsync(entry, RefreshKind.FromStoreOnly).ConfigureAwait(false);

        // A newer token of our own of the same grant is kept: another process has only counted a refresh, or its save came after ours.
        return row is { Status: ConnectionStatus.Active }
            && GrantFingerprint.FromRefreshToken(row.RefreshToken) == known.Grant
            && known.ExpiresAfter(row)
                ? known.WithRow(row, readAt)
                : found?.Token;
    }

    /// <summary>
    /// Gets the row's token where no other may be asked for: one that is about to expire is better than none, and a refused one is not.
    /// </summary>
    internal CachedAccessToken? FindLastToken(ConnectionEntry entry, RefreshKind kind, StoredConnection row, DateTimeOffset now) =>
        kind is not RefreshKind.Always && GetToken(row, now) is { } token && token.IsAlive(now) && !entry.IsRefused(token.Token.Reveal())
            ? token
            : null;

    private RefreshOutcome? Interpret(ConnectionEntry entry, RefreshKind kind, StoredConnection? row, DateTimeOffset readAt)
    {
        switch (row)
        {
            case null:
                return RefreshOutcome.NotConnected;
            case { Status: ConnectionStatus.Unreadable }:
                BiginLog.Unreadable(logger, entry.Key);
                return RefreshOutcome.Unreadable;
            case { Status: ConnectionStatus.NeedsConsent } when kind is not RefreshKind.Always:
                return RefreshOutcome.ConsentNeededFor(configured.FindSetting(row));
        }

        if (map.FindById(row.DataCenter) is not { } dataCenter)
        {
            return RefreshOutcome.UnknownDataCenter(row.DataCenter);
        }

        if (!map.IsAllowed(dataCenter))
        {
            return RefreshOutcome.DataCenterNotAllowed(row.DataCenter);
        }

        return kind is not RefreshKind.Always && FindUsableToken(entry, row, readAt) is { } token ? RefreshOutcome.Found(token) : null;
    }

    private CachedAccessToken? FindUsableToken(ConnectionEntry entry, StoredConnection row, DateTimeOffset readAt)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (GetToken(row, readAt) is not { } token || !token.IsUsable(now))
        {
            return null;
        }

        string value = token.Token.Reveal();
        if (entry.IsRefused(value))
        {
            if (RefreshBudget.AllowsRefusal(row.RecentRefreshes, now))
            {
                return null;
            }

            entry.AcceptAgain(value);
            return token;
        }

        // The token that is renewed ahead of time is not the one to take.
        return entry.Token is { } known && known.Token.Reveal() == value && known.IsDue(now) ? null : token;
    }

    private CachedAccessToken? GetToken(StoredConnection row, DateTimeOffset readAt) =>
        map.FindById(row.DataCenter) is { } dataCenter ? CachedAccessToken.FromRow(row, dataCenter, readAt, jitter) : null;
}
