namespace Bigin.OAuth;

/// <summary>
/// Imports a refresh token that the caller has: one refresh proves it, then it is stored as a new grant is. It was the caller's before, so
/// no failure revokes it.
/// </summary>
internal sealed class ImportFlow(
    GuardedConnectionStore store, BiginTokenClient tokenClient, NewGrantStorage grants, AccessTokenCache tokens, BackgroundWork work,
    DataCenterMap map, TimeProvider timeProvider)
{
    // Each costs a refresh, of which Zoho allows ten.
    private const int MaxTries = 4;

    private readonly object _gate = new();
    private readonly Dictionary<Import, Task<ConnectResult>> _underWay = [];
    private readonly RecentProofs _proofs = new();

    internal async Task<ConnectResult> ImportAsync(
        string key, RefreshToken refreshToken, DataCenter dataCenter, OrganizationChange change, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentNullException.ThrowIfNull(dataCenter);
        dataCenter = map.FindOrThrow(dataCenter, nameof(dataCenter));
        if (!map.IsAllowed(dataCenter))
        {
            throw new ArgumentException($"Data center {dataCenter.Id} isn't one of {nameof(BiginOAuthOptions.AllowedDataCenters)}.",
                nameof(dataCenter));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await JoinAsync(new Import(key, dataCenter, change, GrantFingerprint.FromRefreshToken(refreshToken.Reveal())), refreshToken)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // All who import one token under one key at once wait for one proof.
    private Task<ConnectResult> JoinAsync(Import import, RefreshToken refreshToken)
    {
        lock (_gate)
        {
            if (!_underWay.TryGetValue(import, out Task<ConnectResult>? task))
            {
                // Not on the caller's thread, nor on its context: a caller that blocks must not keep the others waiting.
                task = work.RunAsync(() => RunAsync(import, refreshToken));
                _underWay.Add(import, task);
            }

            return task;
        }
    }

    private async Task<ConnectResult> RunAsync(Import import, RefreshToken refreshToken)
    {
        try
        {
            StoredConnection? row = await store.FindFirstAsync(import.Key).ConfigureAwait(false);
            for (int tries = 0; tries < MaxTries; tries++)
            {
                if (await TryImportAsync(import, refreshToken, row).ConfigureAwait(false) is { } result)
                {
                    return result;
                }

                row = await store.FindAsync(import.Key).ConfigureAwait(false);
            }

            throw new BiginConnectionException(
                import.Key,
                ConnectionFailure.StoreFailed,
                $"The imported refresh token could not be stored: the row was changed {MaxTries} times meanwhile, or the store refuses "
                + "each save. It was not revoked, so import it again later.");
        }
        finally
        {
            lock (_gate)
            {
                _underWay.Remove(import);
            }
        }
    }

    private async Task<ConnectResult?> TryImportAsync(Import import, RefreshToken refreshToken, StoredConnection? row)
    {
        bool isStored = row is not null
            && row.RefreshToken == refreshToken.Reveal()
            && string.Equals(row.DataCenter, import.DataCenter.Id, StringComparison.OrdinalIgnoreCase);
        if (!isStored)
        {
            return await ProveAsync(import, refreshToken, row).ConfigureAwait(false);
        }

        // without one it comes from the settings, and nothing has proven it
        return row is { Status: ConnectionStatus.Active, AccessToken: not null }
            ? new Connected(new BiginConnection(row, import.DataCenter))
            : await ProveStoredAsync(import).ConfigureAwait(false);
    }

    private async Task<ConnectResult?> ProveAsync(Import import, RefreshToken refreshToken, StoredConnection? current)
    {
        tokenClient.ThrowIfNoClient(); // before a proof is counted
        IReadOnlyList<DateTimeOffset> refreshes = _proofs.TryAdd(import.Grant, timeProvider.GetUtcNow())
            ?? throw RefreshOutcome.BudgetExhausted.ToException(import.Key);
        TokenResponse response = await tokenClient.RefreshAsync(refreshToken, import.DataCenter).ConfigureAwait(false);
        return await response.Match<Task<ConnectResult?>>(
            issued: issued =>
            {
                // Bigin keeps the refresh token. RFC 6749 section 6 lets a server send another one in its place.
                var grant = new NewGrant(import.Key, issued, issued.RefreshToken ?? refreshToken, issued.GrantedScopes ?? [], null)
                {
                    RefreshesOfImport = refreshes,
                    IsTokenOfCaller = issued.RefreshToken is null || issued.RefreshToken.Reveal() == refreshToken.Reveal(),
                };
                return grants.StoreAsync(grant, requestedScopes: [], current, import.Change);
            },
            failed: error =>
            {
                if (!error.MayHaveArrived)
                {
                    _proofs.TakeBack(import.Grant, refreshes[^1]);
                }

                return Task.FromResult<ConnectResult?>(new ConnectFailed(error));
            }).ConfigureAwait(false);
    }

    // The row has this token and needs consent. Its refresh counts there, and leaves the row as it should be.
    private async Task<ConnectResult?> ProveStoredAsync(Import import)
    {
        try
        {
            await tokens.RefreshAsync(import.Key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BiginConnectionException exception) when (exception.Error is { } error)
        {
            return new ConnectFailed(error);
        }
        catch (BiginConnectionException exception) when (exception.Reason is ConnectionFailure.NotConnected)
        {
            // Another process has disconnected it meanwhile.
        }

        return null;
    }

    /// <summary>What a caller wants. Two who want the same have equal ones, though each has a token object of its own.</summary>
    private readonly record struct Import(string Key, DataCenter DataCenter, OrganizationChange Change, GrantFingerprint Grant);
}
