using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Connects a key: exchanges the code, reads the organization, and saves over the row that it read. What was issued is stored or revoked.</summary>
internal sealed class ConnectFlow(
    GuardedConnectionStore store,
    BiginTokenClient tokenClient,
    OrganizationReader organizations,
    RefreshTokenRevocation revocation,
    AccessTokenCache tokens,
    BackgroundWork work,
    ConnectionEvents events,
    DataCenterMap map,
    IReadOnlyList<string> requestedScopes,
    TimeProvider timeProvider,
    Jitter jitter,
    ILogger logger)
{
    // Each is a save that another process was faster with. One is rare, and this many are a store that never saves.
    private const int MaxSaves = 100;

    internal async Task<ConnectResult> ConnectAsync(
        string key, AuthorizationResult authorization, OrganizationChange change, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        ArgumentNullException.ThrowIfNull(authorization);

        // First, because a store that can't work must not cost the code.
        StoredConnection? current = await store.FindAsync(key, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // From here on a cancellation ends the caller's wait for Bigin's response and nothing else: it would only lose what Bigin gives.
        var exchanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ConnectResult> connecting = work.TrackAsync(ExchangeAsync(key, authorization, current, change, exchanged));
        await Task.WhenAny(connecting, exchanged.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await connecting.ConfigureAwait(false);
    }

    private async Task<ConnectResult> ExchangeAsync(
        string key, AuthorizationResult authorization, StoredConnection? current, OrganizationChange change, TaskCompletionSource exchanged)
    {
        TokenResponse response = await tokenClient.ExchangeAsync(authorization, CancellationToken.None).ConfigureAwait(false);
        exchanged.SetResult();
        IReadOnlyList<string> requested = authorization.RequestedScopes ?? requestedScopes;
        return await response.Match<Task<ConnectResult>>(
            issued: async issued => issued.RefreshToken is { } refreshToken
                ? await ConnectAsync(key, issued, refreshToken, requested, current, change).ConfigureAwait(false)
                : new RefreshTokenMissing(issued.DataCenter),
            failed: error => Task.FromResult<ConnectResult>(new ConnectFailed(error))).ConfigureAwait(false);
    }

    private async Task<ConnectResult> ConnectAsync(
        string key, BiginTokens issued, RefreshToken refreshToken, IReadOnlyList<string> requested, StoredConnection? current, OrganizationChange change)
    {
        IReadOnlyList<string> scopes = issued.GrantedScopes ?? requested;
        OrganizationReading reading = OrganizationReader.IsWorthReading(scopes)
            ? await organizations.ReadAsync(key, CachedAccessToken.Unsaved(issued)).ConfigureAwait(false)
            : default;
        ConnectResult result = await tokens.ChangeAsync(
            key, () => SaveAsync(new NewGrant(key, issued, refreshToken, scopes, reading.Organization), current, change)).ConfigureAwait(false);
        if (result is Connected { Connection: var connection })
        {
            BiginLog.Connected(logger, key, connection.DataCenterId, connection.Organization?.Id);
            string[] missing = [.. requested.Except(scopes, StringComparer.OrdinalIgnoreCase)];
            if (missing.Length > 0)
            {
                BiginLog.ScopesNotGranted(logger, key, string.Join(", ", missing));
            }

            await events.ConnectedAsync(connection).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<(ConnectResult Result, ChangedToken? Change)> SaveAsync(NewGrant grant, StoredConnection? current, OrganizationChange change)
    {
        for (int saves = 0; saves < MaxSaves; saves++)
        {
            if (change is OrganizationChange.Ask && grant.MayBeOfOtherOrganizationThan(current))
            {
                await EndUnwantedAsync(grant, current!).ConfigureAwait(false);
                return (new DifferentOrganization(new BiginConnection(current!, map.FindById(current!.DataCenter)), grant.Organization), null);
            }

            StoredConnection row = grant.ToRow(current, timeProvider.GetUtcNow());
            DateTimeOffset savedAt = timeProvider.GetUtcNow();
            (StoredConnection? found, bool mayHaveBeenSaved) = await TrySaveAsync(grant, row, current?.ConcurrencyStamp).ConfigureAwait(false);
            if (found?.RefreshToken == row.RefreshToken)
            {
                EndReplaced(current, row);
                CachedAccessToken? token = CachedAccessToken.FromRow(found, grant.DataCenter, savedAt, jitter);
                return (new Connected(new BiginConnection(found, grant.DataCenter)), new ChangedToken(token));
            }

            // A save whose response was lost may have been written, and another process may have ended or replaced this grant since: it must not come
            // back. Where the row still has the grant that it was decided on, it wasn't written.
            if (mayHaveBeenSaved && !(current is not null && found is not null && found.IsSameGrantAs(current)))
            {
                EndReplaced(current, found ?? row);
                throw await GiveUpAsync(grant, "another process has connected or disconnected the key meanwhile", inner: null).ConfigureAwait(false);
            }

            current = found; // another process was faster, and what it stored is what this consent is decided on now
        }

        throw await GiveUpAsync(grant, $"the store refused {MaxSaves} saves, each time with another stamp than it had just given", inner: null).ConfigureAwait(false);
    }

    /// <summary>Saves, and returns the row that is there then, and whether this save may have been written before it.</summary>
    private async Task<(StoredConnection? Row, bool MayHaveBeenSaved)> TrySaveAsync(NewGrant grant, StoredConnection row, string? expectedStamp)
    {
        Exception failure;
        try
        {
            SaveAttempt attempt = await store.SaveAsync(row, expectedStamp, () => organizations.IsRefusedAsync(grant.Key, CachedAccessToken.Unsaved(grant.Issued))).ConfigureAwait(false);
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
            throw await GiveUpAsync(grant, "the store could not be read either, so the key may need a new consent", failure).ConfigureAwait(false);
        }

        throw await GiveUpAsync(grant, "what is stored is as it was", failure).ConfigureAwait(false);
    }

    private async Task<BiginConnectionException> GiveUpAsync(NewGrant grant, string state, Exception? inner)
    {
        await revocation.RevokeAsync(grant.Key, grant.RefreshToken, grant.DataCenter).ConfigureAwait(false);
        BiginLog.ConsentNotStored(logger, grant.Key, state, inner);
        string message = $"The new consent could not be stored: {state}. Its refresh token was revoked."
            + (inner is null ? "" : " The inner exception says how the store failed.");
        return new BiginConnectionException(grant.Key, ConnectionFailure.StoreFailed, message, inner: inner);
    }

    private void EndReplaced(StoredConnection? replaced, StoredConnection current)
    {
        if (replaced is not null)
        {
            revocation.EndReplaced(replaced, current);
        }
    }

    // Where the organization isn't known it may be the same one, and nobody knows yet whether Bigin then ends the token of the connection too.
    private async Task EndUnwantedAsync(NewGrant grant, StoredConnection current)
    {
        if (grant.RefreshToken.Reveal() == current.RefreshToken)
        {
            return;
        }

        if (grant.Organization is null && !revocation.IncludesSameOrganization)
        {
            BiginLog.RefreshTokenLeft(logger, grant.Key, "its organization isn't known, and may be the one that is connected");
            return;
        }

        await revocation.RevokeAsync(grant.Key, grant.RefreshToken, grant.DataCenter).ConfigureAwait(false);
    }
}
