using System.Diagnostics.CodeAnalysis;

namespace Bigin.OAuth;

/// <summary>Keeps a host's connections to Bigin organizations alive: stored, refreshed once, and ended properly.</summary>
/// <remarks>
/// Thread-safe; <c>AddBiginOAuth</c> registers it as a singleton. A connection is named by the host's own key, such as a tenant's id, a
/// user's id, or simply "default". A key is one connection for the whole host, on every server that shares the store.
/// </remarks>
/// <example>
/// <code>
/// ConnectResult result = await connections.ConnectAsync("tenant-42", authorizationResult);
///
/// using HttpClient bigin = connections.CreateClient("tenant-42");
/// string contacts = await bigin.GetStringAsync("Contacts?fields=Last_Name");
/// </code>
/// </example>
public sealed class BiginConnections
{
    private readonly GuardedConnectionStore _store;
    private readonly DataCenterMap _map;
    private readonly ConnectFlow _connect;
    private readonly ImportFlow _import;
    private readonly DisconnectFlow _disconnect;
    private readonly AccessTokenCache _tokens;
    private readonly ApiHttpClients _httpClients;

    internal BiginConnections(
        GuardedConnectionStore store, DataCenterMap map, ConnectFlow connect, ImportFlow import, DisconnectFlow disconnect,
        AccessTokenCache tokens, ApiHttpClients httpClients) =>
        (_store, _map, _connect, _import, _disconnect, _tokens, _httpClients) =
            (store, map, connect, import, disconnect, tokens, httpClients);

    /// <summary>Exchanges the code of a redirect, and stores the connection under a key, in place of an earlier one.</summary>
    /// <remarks>
    /// The store is read before the code is sent. What Bigin issued is stored or revoked, also when the caller no longer waits. Where the
    /// organization of the key would change, or may change because it can't be read, nothing is stored and
    /// <see cref="DifferentOrganization"/> is returned, unless
    /// <paramref name="organizationChange"/> allows it. A refresh token that is replaced is revoked as
    /// <see cref="BiginOAuthOptions.ReplacedTokenRevocation"/> says.
    /// </remarks>
    /// <param name="key">The host's own name for the connection: 1 to 200 characters, compared ordinally and with case.</param>
    /// <param name="authorizationResult">What <see cref="RedirectResponseParser"/> made of the redirect.</param>
    /// <param name="organizationChange">Whether the key may move to another organization.</param>
    /// <param name="cancellationToken">Ends the wait. Before the store has been read it also leaves the code usable.</param>
    /// <returns><see cref="Connected"/>, <see cref="ConnectFailed"/>, <see cref="RefreshTokenMissing"/> or
    /// <see cref="DifferentOrganization"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character, or the result comes from a parser with
    /// other data centers. Nothing is sent.</exception>
    /// <exception cref="BiginConnectionException">The store failed (<see cref="ConnectionFailure.StoreFailed"/>): before the code was sent,
    /// or after it, and then the new refresh token was revoked; the message says so where it could not be.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [SuppressMessage("ApiDesign", "RS0026",
        Justification = "No call fits both: the results of two parsers aren't convertible to each other.")]
    public Task<ConnectResult> ConnectAsync(
        string key, AuthorizationResult authorizationResult, OrganizationChange organizationChange = OrganizationChange.Ask,
        CancellationToken cancellationToken = default) =>
        _connect.ConnectAsync(key, authorizationResult, organizationChange, cancellationToken);

    /// <summary>Exchanges a code of Zoho's API console, and stores the connection under a key, in place of an earlier one.</summary>
    /// <remarks>The rules are those of a code that came by redirect. There is no redirect URI in the exchange.</remarks>
    /// <param name="key">The host's own name for the connection: 1 to 200 characters, compared ordinally and with case.</param>
    /// <param name="code">The result of <see cref="SelfClientCodeParser"/>.</param>
    /// <param name="organizationChange">Whether the key may move to another organization.</param>
    /// <param name="cancellationToken">Ends the wait. Before the store has been read it also leaves the code usable.</param>
    /// <returns><see cref="Connected"/>, <see cref="ConnectFailed"/>, <see cref="RefreshTokenMissing"/> or
    /// <see cref="DifferentOrganization"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character, or the code comes from a parser with
    /// other data centers. Nothing is sent.</exception>
    /// <exception cref="BiginConnectionException">The store failed (<see cref="ConnectionFailure.StoreFailed"/>): before the code was sent,
    /// or after it, and then the new refresh token was revoked; the message says so where it could not be.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>
    /// SelfClientCodeResult result = selfClientCodes.Parse(text, DataCenter.Europe);
    /// ConnectResult connected = await result.Match(
    ///     accepted: code => connections.ConnectAsync("default", code),
    ///     rejected: rejection => throw new InvalidDataException(rejection.Message));
    /// </code>
    /// </example>
    [SuppressMessage("ApiDesign", "RS0026",
        Justification = "No call fits both: the results of two parsers aren't convertible to each other.")]
    public Task<ConnectResult> ConnectAsync(
        string key, SelfClientCode code, OrganizationChange organizationChange = OrganizationChange.Ask,
        CancellationToken cancellationToken = default) =>
        _connect.ConnectAsync(key, code, organizationChange, cancellationToken);

    /// <summary>Stores a refresh token that the caller has, after one refresh has proven it, in place of an earlier one.</summary>
    /// <remarks>
    /// The organization is read before the connection is stored. A failure leaves the token as it was: it is never revoked, and stays the
    /// caller's. Once it is stored the library owns it: <see cref="DisconnectAsync"/> then ends it for every program that uses it. The
    /// token that the key has already is not sent again while its connection is active. The refresh counts among the ten in ten minutes
    /// that Zoho allows.
    /// </remarks>
    /// <param name="key">The host's own name for the connection: 1 to 200 characters, compared ordinally and with case.</param>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="dataCenter">
    /// The data center that issued it. No other is tried. <see cref="BiginOAuthOptions.FindDataCenterByServer"/> finds it by an address in
    /// older settings.
    /// </param>
    /// <param name="organizationChange">Whether the key may move to another organization.</param>
    /// <param name="cancellationToken">Ends the wait, and not the import, which other callers may wait for too.</param>
    /// <returns>
    /// <see cref="Connected"/>, <see cref="ConnectFailed"/> where Bigin gave no access token, or <see cref="DifferentOrganization"/>.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The key is empty, too long, or holds a control character. Or the data center isn't one of
    /// <see cref="BiginOAuthOptions.DataCenters"/>, or isn't allowed. Nothing is sent.
    /// </exception>
    /// <exception cref="BiginConnectionException">
    /// The store failed (<see cref="ConnectionFailure.StoreFailed"/>), or Zoho's limit for the token is used up
    /// (<see cref="ConnectionFailure.BudgetExhausted"/>). Or the key has this token, needs consent, and another process holds its lease
    /// (<see cref="ConnectionFailure.RefreshFailed"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>ConnectResult imported = await connections.ImportAsync("tenant-42", new RefreshToken(value), DataCenter.India);</code>
    /// </example>
    public Task<ConnectResult> ImportAsync(
        string key, RefreshToken refreshToken, DataCenter dataCenter, OrganizationChange organizationChange = OrganizationChange.Ask,
        CancellationToken cancellationToken = default) =>
        _import.ImportAsync(key, refreshToken, dataCenter, organizationChange, cancellationToken);

    /// <summary>Finds a connection.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The connection without its tokens, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">The store failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<BiginConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ConnectionKey.ThrowIfInvalid(key);
        return await _store.FindFirstAsync(key, cancellationToken).ConfigureAwait(false) is { } stored
            ? new BiginConnection(stored, _map.FindById(stored.DataCenter))
            : null;
    }

    /// <summary>Lists all connections without their tokens, in no particular order.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>The connections.</returns>
    /// <exception cref="BiginConnectionException">The store failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) =>
        _store.ListAsync(cancellationToken);

    /// <summary>Counts all connections for the health check, each group with its data center, or null where that isn't
    /// configured.</summary>
    internal async Task<IReadOnlyList<(ConnectionCount Count, DataCenter? DataCenter, bool IsAllowed)>> CountAsync(
        CancellationToken cancellationToken) =>
        [.. (await _store.CountAsync(cancellationToken).ConfigureAwait(false))
            .Select(count => (Count: count, DataCenter: _map.FindById(count.DataCenter)))
            .Select(it => (it.Count, it.DataCenter, it.DataCenter is not null && _map.IsAllowed(it.DataCenter)))];

    /// <summary>Gets a valid access token, refreshed once if needed, however many callers and processes ask for it.</summary>
    /// <remarks>
    /// A token that is fresh costs no I/O and no allocation. Once per <see cref="BiginOAuthOptions.ConnectionRecheckInterval"/> one caller
    /// looks whether another process has changed the connection. From about five minutes before the token expires one caller renews it
    /// while the others go on with it. For calls of the Bigin API use <see cref="CreateClient"/>, which also copes with a token that Bigin
    /// refuses.
    /// </remarks>
    /// <param name="key">The key of a connection.</param>
    /// <param name="cancellationToken">Ends the wait, and not the refresh, which other callers wait for too.</param>
    /// <returns>The access token.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">There is none; <see cref="BiginConnectionException.Reason"/> says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<AccessToken> GetAccessTokenAsync(string key, CancellationToken cancellationToken = default)
    {
        ValueTask<CachedAccessToken> token = _tokens.GetAsync(key, cancellationToken);
        return token.IsCompletedSuccessfully ? new(token.Result.Token) : AwaitToken(token);

        static async ValueTask<AccessToken> AwaitToken(ValueTask<CachedAccessToken> token) => (await token.ConfigureAwait(false)).Token;
    }

    /// <summary>Asks Bigin for a new access token now, also for a connection that needs consent.</summary>
    /// <remarks>
    /// Use it after a mistake was corrected, such as a wrong client id for which Bigin didn't know the refresh token. It counts among the
    /// ten refreshes in ten minutes.
    /// </remarks>
    /// <param name="key">The key of a connection.</param>
    /// <param name="cancellationToken">Ends the wait, and not the refresh.</param>
    /// <returns>The connection, which is active.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">Bigin gave no token; <see cref="BiginConnectionException.Reason"/> says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>BiginConnection renewed = await connections.RefreshAsync("tenant-42");</code>
    /// </example>
    public Task<BiginConnection> RefreshAsync(string key, CancellationToken cancellationToken = default) =>
        _tokens.RefreshAsync(key, cancellationToken);

    /// <summary>Makes a client for the Bigin API. Addresses are relative to <c>/bigin/v2/</c>, such as <c>Contacts</c>.</summary>
    /// <remarks>
    /// Each request finds the connection's API server and a valid access token by itself, so a client may be kept, also over a new consent.
    /// A token that Bigin refuses is refreshed, and the request is repeated once if its content can be sent again. A connection that gives
    /// no access token makes requests throw <see cref="BiginConnectionException"/>. Absolute addresses are accepted where they lead to the
    /// connection's API server; any other makes the request throw <see cref="InvalidOperationException"/>, and so does a synchronous one
    /// <see cref="NotSupportedException"/>.
    /// </remarks>
    /// <param name="key">The key of a connection, which need not exist yet.</param>
    /// <returns>A client. Disposing of it is cheap; the connections to Bigin are pooled.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <example>
    /// <code>
    /// using HttpClient bigin = connections.CreateClient("tenant-42");
    /// string organization = await bigin.GetStringAsync("org", cancellationToken);
    /// </code>
    /// </example>
    public HttpClient CreateClient(string key)
    {
        ConnectionKey.ThrowIfInvalid(key);
        return _httpClients.Create(key);
    }

    /// <summary>Revokes the refresh token at Bigin, then deletes the connection.</summary>
    /// <remarks>
    /// A token that Bigin doesn't know is deleted too. Where Bigin fails, refuses or doesn't respond, the connection is kept. A newer
    /// consent that comes meanwhile, on any server, is kept as well.
    /// </remarks>
    /// <param name="key">The key of a connection.</param>
    /// <param name="cancellationToken">Ends the wait. Once the revocation is sent it doesn't undo it.</param>
    /// <returns><see cref="Disconnected"/>, <see cref="NotConnected"/> or <see cref="DisconnectFailed"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">
    /// The stored token can't be decrypted or its data center isn't configured, so it can't be revoked; <see cref="ForgetAsync"/> deletes
    /// it. Or the store failed; calling again completes it.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<DisconnectResult> DisconnectAsync(string key, CancellationToken cancellationToken = default) =>
        _disconnect.DisconnectAsync(key, cancellationToken);

    /// <summary>Deletes the connection without revoking its refresh token.</summary>
    /// <remarks>
    /// For connections that can't be decrypted, whose data center is no longer configured, or whose revocation keeps failing. The grant
    /// lives on at Bigin until the user ends it there, so prefer <see cref="DisconnectAsync"/>.
    /// </remarks>
    /// <param name="key">The key of a connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="true"/> when the connection was deleted; <see langword="false"/> when there was none, or a newer consent has
    /// replaced it meanwhile.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">The store failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>bool removed = await connections.ForgetAsync("tenant-42");</code>
    /// </example>
    public Task<bool> ForgetAsync(string key, CancellationToken cancellationToken = default) =>
        _disconnect.ForgetAsync(key, cancellationToken);
}
