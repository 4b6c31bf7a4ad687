using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Asks Bigin for a new access token and stores what it responded, over the same grant and no other.</summary>
internal sealed class RefreshRequest(
    GuardedConnectionStore store,
    BiginTokenClient tokenClient,
    DataCenterMap map,
    ConfiguredConnections configured,
    RefreshTokenRevocation revocation,
    OrganizationCompletion organizations,
    ConnectionEvents events,
    BackgroundWork work,
    TimeProvider timeProvider,
    Jitter jitter,
    ILogger logger)
{
    /// <summary>Throws where nothing can be sent for a row, so that no refresh is counted for it.</summary>
    internal void ThrowIfNotSendable(StoredConnection row)
    {
        _ = new RefreshToken(row.RefreshToken);
        tokenClient.ThrowIfNoClient();
    }

    /// <summary>Sends the refresh that the row has counted already.</summary>
    /// <returns>What came of it, or null where the row holds another grant or another result by now, so that it has to be read
    /// again.</returns>
    internal async Task<RefreshOutcome?> SendAsync(ConnectionEntry entry, StoredConnection counted)
    {
        DataCenter dataCenter = map.FindById(counted.DataCenter)!;
        TokenResponse response = await tokenClient.RefreshAsync(new RefreshToken(counted.RefreshToken), dataCenter).ConfigureAwait(false);
        return await response.Match(
            issued: tokens => SaveTokensAsync(entry, counted, tokens),
            failed: error => FailOrNeedConsentAsync(counted, dataCenter, error)).ConfigureAwait(false);
    }

    /// <summary>
    /// Notifies the host, beside those who wait: no caller waits for a handler, and a handler that asks for the token finds it.
    /// </summary>
    internal void Publish(ConnectionEntry entry, RefreshOutcome outcome)
    {
        if (outcome.Refreshed is { } refreshed)
        {
            work.Run(() => events.RefreshedAsync(refreshed));
            if (refreshed.Organization is null && entry.GrantWithoutOrganization != outcome.Token!.Grant)
            {
                work.Run(() => organizations.CompleteAsync(entry, outcome.Token));
            }
        }

        if (outcome.ConsentNeeded is { } connection)
        {
            work.Run(() => events.ConsentNeededAsync(connection));
        }
    }

    private async Task<RefreshOutcome?> SaveTokensAsync(ConnectionEntry entry, StoredConnection counted, BiginTokens tokens)
    {
        StoredConnection basis = counted;
        while (true)
        {
            StoredConnection renewed = basis.With(
                accessToken: tokens.AccessToken.Reveal(),
                accessTokenExpiresAt: tokens.ExpiresAt,
                refreshToken: tokens.RefreshToken?.Reveal(),
                status: ConnectionStatus.Active);
            DateTimeOffset savedAt = timeProvider.GetUtcNow();
            (StoredConnection? row, bool isSaveFailed) = await SaveOrFindAsync(renewed, basis).ConfigureAwait(false);
            bool isOurs = row is not null && (row.IsSameGrantAs(counted) || row.ConcurrencyStamp == renewed.ConcurrencyStamp);
            if (isOurs && (isSaveFailed || row!.ConcurrencyStamp == renewed.ConcurrencyStamp))
            {
                CachedAccessToken token = CachedAccessToken.FromRow(renewed, tokens.DataCenter, savedAt, jitter)!;
                return RefreshOutcome.RefreshedTo(token, new BiginConnection(renewed, tokens.DataCenter));
            }

            // The same grant with a newer stamp: only what this refresh brought is put over it.
            if (isOurs && row!.AccessToken == counted.AccessToken)
            {
                basis = row;
                continue;
            }

            RevokeIfRotated(counted, tokens, row);
            return null; // reconnected, disconnected, or refreshed by another process: what the row has counts
        }
    }

    /// <summary>Saves, or finds the row that is there in its place.</summary>
    /// <returns>The row. Where the store failed and the grant is the same as far as is known, the new access token is good all the
    /// same.</returns>
    private async Task<(StoredConnection? Row, bool HasFailed)> SaveOrFindAsync(StoredConnection renewed, StoredConnection basis)
    {
        try
        {
            bool isSaved = renewed.RefreshToken == basis.RefreshToken
                ? await store.TrySaveAsync(renewed, basis.ConcurrencyStamp).ConfigureAwait(false)
                // a refresh token that is stored nowhere yet
                : (await store.SaveAsync(renewed, basis.ConcurrencyStamp).ConfigureAwait(false)).IsSaved;
            return (isSaved ? renewed : await store.FindAsync(renewed.Key).ConfigureAwait(false), false);
        }
        catch (BiginConnectionException exception)
        {
            BiginLog.StoreFailed(logger, renewed.Key, "saving a new access token", exception.InnerException!);
        }

        try
        {
            return (await store.FindAsync(renewed.Key).ConfigureAwait(false), true);
        }
        catch (BiginConnectionException)
        {
            return (renewed, true);
        }
    }

    private async Task<RefreshOutcome?> FailOrNeedConsentAsync(StoredConnection counted, DataCenter dataCenter, TokenError error)
    {
        if (!error.MayHaveArrived)
        {
            await TakeBackAsync(counted).ConfigureAwait(false);
        }

        // Exactly this name: a page, a throttled request or a wrong secret say nothing about the token.
        if (error is not { Kind: TokenErrorKind.InvalidRefreshToken, Error: "invalid_code" })
        {
            return RefreshOutcome.Failed(
                ConnectionFailure.RefreshFailed, $"The access token could not be refreshed ({error.Kind}). {error.Hint}", error,
                error.Exception);
        }

        for (StoredConnection? basis = counted; basis is not null && basis.IsSameGrantAs(counted)
            && basis.AccessToken == counted.AccessToken;)
        {
            StoredConnection lost = basis.With(status: ConnectionStatus.NeedsConsent);
            if ((await store.SaveAsync(lost, basis.ConcurrencyStamp).ConfigureAwait(false)).IsSaved)
            {
                BiginLog.ConsentNeeded(logger, counted.Key, dataCenter.Id);
                return RefreshOutcome.LostConsent(new BiginConnection(lost, dataCenter), error, configured.FindSetting(lost));
            }

            basis = await store.FindAsync(counted.Key).ConfigureAwait(false);
        }

        return null;
    }

    // A network that is down must not use up the refreshes of ten minutes. Where the row was changed meanwhile, the count stays.
    private async Task TakeBackAsync(StoredConnection counted)
    {
        try
        {
            StoredConnection unsent = counted.With(
                recentRefreshes: RefreshBudget.TakeBack(counted.RecentRefreshes, counted.RecentRefreshes[^1]));
            await store.TrySaveAsync(unsent, counted.ConcurrencyStamp).ConfigureAwait(false);
        }
        catch (BiginConnectionException exception)
        {
            BiginLog.StoreFailed(logger, counted.Key, "taking back the count of a refresh that was not sent", exception.InnerException!);
        }
    }

    // Bigin keeps the refresh token. RFC 6749 section 6 lets a server send another one, and then it must not be left behind.
    private void RevokeIfRotated(StoredConnection counted, BiginTokens tokens, StoredConnection? row)
    {
        if (tokens.RefreshToken is { } rotated && rotated.Reveal() != counted.RefreshToken && rotated.Reveal() != row?.RefreshToken)
        {
            work.Run(() => revocation.RevokeAsync(counted.Key, rotated, tokens.DataCenter));
        }
    }
}
