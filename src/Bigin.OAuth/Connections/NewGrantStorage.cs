using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Stores a new grant with its organization, over the row that it was decided on. What Bigin issued is stored or revoked; what the caller
/// had before is left.
/// </summary>
internal sealed class NewGrantStorage(
    GuardedConnectionStore store,
    OrganizationReader organizations,
    RefreshTokenRevocation revocation,
    AccessTokenCache tokens,
    ConnectionEvents events,
    DataCenterMap map,
    TimeProvider timeProvider,
    Jitter jitter,
    ILogger logger)
{
    // Each is a save that another process was faster with. One is rare, and this many are a store that never saves.
    private const int MaxSaves = 100;

    /// <summary>Stores the grant in place of the row that the key has.</summary>
    /// <returns>What came of it, or <see langword="null"/> where an imported token may have ended meanwhile, so that it has to be proven
    /// again.</returns>
    internal async Task<ConnectResult?> StoreAsync(
        NewGrant unread, IReadOnlyList<string> requestedScopes, StoredConnection? current, OrganizationChange change)
    {
        OrganizationReading reading = OrganizationReader.IsWorthReading(unread.Scopes)
            ? await organizations.ReadAsync(unread.Key, CachedAccessToken.Unsaved(unread.Issued)).ConfigureAwait(false)
            : default;
        NewGrant grant = unread with { Organization = reading.Organization };
        ConnectResult? result = await tokens.ChangeAsync(grant.Key, () => SaveAsync(grant, current, change)).ConfigureAwait(false);
        if (result is Connected && grant.IsImported && current is null && await HasEndedAsync(grant).ConfigureAwait(false))
        {
            await tokens.ReadAgainAsync(grant.Key).ConfigureAwait(false);
            return null;
        }

        if (result is Connected { Connection: var connection })
        {
            BiginLog.Connected(logger, grant.Key, connection.DataCenterId, connection.Organization?.Id);
            string[] missing = [.. requestedScopes.Except(grant.Scopes, StringComparer.OrdinalIgnoreCase)];
            if (missing.Length > 0)
            {
                BiginLog.ScopesNotGranted(logger, grant.Key, string.Join(", ", missing));
            }

            await events.ConnectedAsync(connection).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<(ConnectResult? Result, ChangedToken? Change)> SaveAsync(
        NewGrant grant, StoredConnection? current, OrganizationChange change)
    {
        for (int saves = 0; saves < MaxSaves; saves++)
        {
            if (change is OrganizationChange.Ask && grant.MayBeOfOtherOrganizationThan(current))
            {
                bool isRevoked = await TryEndUnwantedAsync(grant, current!).ConfigureAwait(false);
                return (new DifferentOrganization(
                    new BiginConnection(current!, map.FindById(current!.DataCenter)), grant.Organization, isRevoked), null);
            }

            StoredConnection row = grant.ToRow(current, timeProvider.GetUtcNow());
            DateTimeOffset savedAt = timeProvider.GetUtcNow();
            (StoredConnection? found, bool mayHaveBeenSaved) = await TrySaveAsync(grant, row, current?.ConcurrencyStamp)
                .ConfigureAwait(false);
            if (found?.RefreshToken == row.RefreshToken)
            {
                if (grant.IsImported && found.Status is not ConnectionStatus.Active)
                {
                    return (null, null); // another server has stored this token, and found that Bigin no longer knows it
                }

                found = grant.IsImported && found.ConcurrencyStamp != row.ConcurrencyStamp ? await CountAsync(grant, found)
                    .ConfigureAwait(false) : found;
                EndReplaced(current, row);
                CachedAccessToken? token = CachedAccessToken.FromRow(found, grant.DataCenter, savedAt, jitter);
                return (new Connected(new BiginConnection(found, grant.DataCenter)), new ChangedToken(token));
            }

            // A save whose response was lost may have been written, and another process may have ended or replaced this grant since: it
            // must not come back. Where the row still has the consent that it was decided on, it wasn't written. A token that is imported
            // again comes with another moment.
            if (mayHaveBeenSaved
                && !(current is not null && found is not null && found.IsSameGrantAs(current) && found.ConnectedAt == current.ConnectedAt))
            {
                EndReplaced(current, found ?? row);
                throw await GiveUpAsync(grant, "another process has connected or disconnected the key meanwhile", inner: null)
                    .ConfigureAwait(false);
            }

            if (grant.IsImported)
            {
                return (null, null); // another server may have imported this token and disconnected it meanwhile
            }

            current = found; // another process was faster, and what it stored is what this consent is decided on now
        }

        throw await GiveUpAsync(grant, $"the store refused {MaxSaves} saves, each time with another stamp than it had just given",
            inner: null).ConfigureAwait(false);
    }

    /// <summary>Saves, and returns the row that is there then, and whether this save may have been written before it.</summary>
    private async Task<(StoredConnection? Row, bool MayHaveBeenSaved)> TrySaveAsync(
        NewGrant grant, StoredConnection row, string? expectedStamp)
    {
        Exception failure;
        try
        {
            SaveAttempt attempt = await store.SaveAsync(row, expectedStamp, () =>
                organizations.IsRefusedAsync(grant.Key, CachedAccessToken.Unsaved(grant.Issued))).ConfigureAwait(false);
            return attempt.IsSaved ? (row, true) : (await store.FindAgainAsync(grant.Key).ConfigureAwait(false), attempt.HasThrown);
        }
        catch (BiginConnectionException exception)
        {
            failure = exception.InnerException!;
        }

        // The save may have been written all the same, and then its token must not be revoked.
        try
        {
            if (await store.FindAsync(grant.Key).ConfigureAwait(false) is { } found && found.RefreshToken == row.RefreshToken)
            {
                return (found, true);
            }
        }
        catch (BiginConnectionException)
        {
            throw await GiveUpAsync(grant, "the store could not be read either, so the key may need a new consent", failure)
                .ConfigureAwait(false);
        }

        throw await GiveUpAsync(grant, "what is stored is as it was", failure).ConfigureAwait(false);
    }

    // Others may import the same token. Where one of them has stored it and another has disconnected it before this insert, it is revoked,
    // and must not come back. An access token may be refused for other reasons too, so the refresh token is asked for a new one.
    private async Task<bool> HasEndedAsync(NewGrant grant)
    {
        if (!await organizations.IsRefusedAsync(grant.Key, CachedAccessToken.Unsaved(grant.Issued)).ConfigureAwait(false))
        {
            return false;
        }

        // What has replaced this token since is not this import's to refresh.
        if ((await store.FindAsync(grant.Key).ConfigureAwait(false))?.RefreshToken != grant.RefreshToken.Reveal())
        {
            await tokens.ReadAgainAsync(grant.Key).ConfigureAwait(false);
            return false;
        }

        try
        {
            await tokens.RefreshAsync(grant.Key, CancellationToken.None).ConfigureAwait(false);
            return false;
        }
        catch (BiginConnectionException)
        {
            return await store.FindAsync(grant.Key).ConfigureAwait(false) is { Status: ConnectionStatus.NeedsConsent } row
                && row.RefreshToken == grant.RefreshToken.Reveal()
                && await store.TryDeleteAsync(grant.Key, row.ConcurrencyStamp).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Adds the refreshes of this import to a row that another server has stored for the same token: Zoho counts them together.
    /// </summary>
    private async Task<StoredConnection> CountAsync(NewGrant grant, StoredConnection found)
    {
        try
        {
            StoredConnection? row = found;
            for (int saves = 0; saves < MaxSaves && row is not null && row.RefreshToken == found.RefreshToken; saves++)
            {
                StoredConnection counted = row.With(recentRefreshes: [.. row.RecentRefreshes.Concat(grant.RefreshesOfImport!).Order()]);
                if (await store.TrySaveAsync(counted, row.ConcurrencyStamp).ConfigureAwait(false))
                {
                    return counted;
                }

                row = await store.FindAsync(grant.Key).ConfigureAwait(false);
            }
        }
        catch (BiginConnectionException exception)
        {
            BiginLog.StoreFailed(logger, grant.Key, "counting a refresh", exception.InnerException!);
        }

        return found;
    }

    private async Task<BiginConnectionException> GiveUpAsync(NewGrant grant, string state, Exception? inner)
    {
        string message;
        if (grant.IsImported)
        {
            BiginLog.ImportNotStored(logger, grant.Key, state, inner);
            message = $"The imported refresh token could not be stored: {state}. It was not revoked, so import it again later.";
        }
        else
        {
            bool isRevoked = await revocation.RevokeAsync(grant.Key, grant.RefreshToken, grant.DataCenter).ConfigureAwait(false);
            string ending = isRevoked ? "was revoked" : "could not be revoked and is left at Bigin";
            BiginLog.ConsentNotStored(logger, grant.Key, ending, state, inner);
            message = $"The new consent could not be stored: {state}. Its refresh token {ending}.";
        }

        message += inner is null ? "" : " The inner exception says how the store failed.";
        return new BiginConnectionException(grant.Key, ConnectionFailure.StoreFailed, message, inner: inner);
    }

    private void EndReplaced(StoredConnection? replaced, StoredConnection current)
    {
        if (replaced is not null)
        {
            revocation.EndReplaced(replaced, current);
        }
    }

    // Where the organization isn't known it may be the same one, and it isn't known whether Bigin then ends the token of the connection
    // too.
    private async Task<bool> TryEndUnwantedAsync(NewGrant grant, StoredConnection current)
    {
        if (grant.IsImported || grant.RefreshToken.Reveal() == current.RefreshToken)
        {
            return false;
        }

        if (grant.Organization is null && !revocation.IncludesSameOrganization)
        {
            BiginLog.RefreshTokenLeft(logger, grant.Key, "its organization isn't known, and may be the one that is connected");
            return false;
        }

        return await revocation.RevokeAsync(grant.Key, grant.RefreshToken, grant.DataCenter).ConfigureAwait(false);
    }
}
