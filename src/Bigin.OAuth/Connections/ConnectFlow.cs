namespace Bigin.OAuth;

/// <summary>Connects a key: exchanges the code, and has what Bigin issued stored or revoked.</summary>
internal sealed class ConnectFlow(
    GuardedConnectionStore store, BiginTokenClient tokenClient, NewGrantStorage grants, BackgroundWork work,
    IReadOnlyList<string> configuredScopes)
{
    internal Task<ConnectResult> ConnectAsync(
        string key, AuthorizationResult authorization, OrganizationChange change, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        ArgumentNullException.ThrowIfNull(authorization);
        return ConnectAsync(
            key, () =>
            tokenClient.ExchangeAsync(authorization, CancellationToken.None), authorization.RequestedScopes, change, cancellationToken);
    }

    internal Task<ConnectResult> ConnectAsync(
        string key, SelfClientCode code, OrganizationChange change, CancellationToken cancellationToken)
    {
        ConnectionKey.ThrowIfInvalid(key);
        ArgumentNullException.ThrowIfNull(code);

        // The settings' scopes are those of links. What a code was made for in Zoho's console only its file tells.
        return ConnectAsync(
            key, () => tokenClient.ExchangeAsync(code, CancellationToken.None), code.Scopes ?? [], change, cancellationToken);
    }

    private async Task<ConnectResult> ConnectAsync(
        string key, Func<Task<TokenResponse>> exchange, IReadOnlyList<string>? requestedScopes, OrganizationChange change,
        CancellationToken cancellationToken)
    {
        // First, because a store that can't work must not cost the code.
        StoredConnection? current = await store.FindFirstAsync(key, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // From here on a cancellation ends the caller's wait for Bigin's response and nothing else: it would only lose what Bigin gives.
        var exchanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ConnectResult> connecting =
            work.TrackAsync(ExchangeAsync(key, exchange, requestedScopes ?? configuredScopes, current, change, exchanged));
        await Task.WhenAny(connecting, exchanged.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await connecting.ConfigureAwait(false);
    }

    private async Task<ConnectResult> ExchangeAsync(
        string key,
        Func<Task<TokenResponse>> exchange,
        IReadOnlyList<string> requestedScopes,
        StoredConnection? current,
        OrganizationChange change,
        TaskCompletionSource exchanged)
    {
        TokenResponse response = await exchange().ConfigureAwait(false);
        exchanged.SetResult();
        return await response.Match<Task<ConnectResult>>(
            issued: async issued => issued.RefreshToken is { } refreshToken
                ? (
                    await grants.StoreAsync(new NewGrant(key, issued, refreshToken, issued.GrantedScopes ?? requestedScopes, null),
                    requestedScopes, current, change)
                    .ConfigureAwait(false))!
                : new RefreshTokenMissing(issued.DataCenter),
            failed: error => Task.FromResult<ConnectResult>(new ConnectFailed(error))).ConfigureAwait(false);
    }
}
