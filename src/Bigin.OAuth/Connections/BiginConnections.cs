using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Keeps the connections of a host to its customers' Bigin organizations alive: stored, refreshed once, and ended properly.</summary>
/// <remarks>
/// Thread-safe; <c>AddBiginOAuth</c> registers it as a singleton. A connection goes by the host's own name for it, the key: a tenant's id, a
/// user's, or simply "default".
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
    // Long enough for a healthy refresh; a caller never waits longer while the token that it has is good. In real time: a clock that stands still
    // holds nobody.
    private static readonly TimeSpan EarlyPatience = TimeSpan.FromSeconds(2);

    // Each is a save that somebody else was faster with, so one is rare and this many are a store that never saves.
    private const int MostSaves = 100;

    private readonly ConcurrentDictionary<string, ConnectionEntry> _entries = new(StringComparer.Ordinal);
    private readonly IBiginConnectionStore _store;
    private readonly BiginTokenClient _tokenClient;
    private readonly DataCenterMap _map;
    private readonly string[] _requestedScopes;
    private readonly ApiHttpClients _httpClients;
    private readonly OrganizationReader _organizations;
    private readonly ConnectionEvents _events;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ConnectionEnding _ending;
    private readonly Func<ConnectionEntry, Task<RefreshOutcome>> _refresh;

    internal BiginConnections(
        BiginOAuthOptions options,
        IBiginConnectionStore store,
        BiginTokenClient tokenClient,
        ApiHttpClients httpClients,
        Lazy<IReadOnlyList<IBiginConnectionEvents>> handlers,
        TimeProvider timeProvider,
        ILogger<BiginConnections> logger)
    {
        BiginOAuthOptionsValidator.ThrowIfInvalid(options);
        _store = store;
        _tokenClient = tokenClient;
        _map = new DataCenterMap(options);
        _requestedScopes = [.. options.Scopes];
        _httpClients = httpClients;
        _organizations = new OrganizationReader(httpClients, logger);
        _events = new ConnectionEvents(handlers, logger);
        _timeProvider = timeProvider;
        _logger = logger;
        _ending = new ConnectionEnding(store, tokenClient, _map);
        _refresh = new ConnectionRefresher(store, tokenClient, _map, _events, timeProvider, logger).RefreshAsync;
    }

    /// <summary>Exchanges the code that the user came back with, and stores the connection under a key, in place of the one that may be there.</summary>
    /// <param name="key">The host's own name for the connection: 1 to 200 characters, compared to the letter, stored as readable text.</param>
    /// <param name="authorization">What <see cref="RedirectResponseParser"/> made of the redirect.</param>
    /// <param name="cancellationToken">Ends the exchange. Once there are tokens they are stored, whatever this says.</param>
    /// <returns><see cref="Connected"/>, <see cref="ConnectFailed"/>, <see cref="RefreshTokenMissing"/> or <see cref="DifferentOrganization"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character, or the result comes from a parser with other data centers. Nothing is sent.</exception>
    /// <exception cref="InvalidOperationException">The store never saves, or the connection that stands is in a data center that is not in <see cref="BiginOAuthOptions.DataCenters"/> any more.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ConnectResult> ConnectAsync(string key, AuthorizationResult authorization, CancellationToken cancellationToken = default)
    {
        ConnectionKey.ThrowIfInvalid(key);
        TokenResponse response = await _tokenClient.ExchangeAsync(authorization, cancellationToken).ConfigureAwait(false);
        return await response.Match(
            issued: tokens => ConnectAsync(key, tokens, tokens.GrantedScopes ?? authorization.RequestedScopes ?? _requestedScopes),
            failed: error => Task.FromResult<ConnectResult>(new ConnectFailed(error))).ConfigureAwait(false);
    }

    /// <summary>Finds a connection.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The connection without its tokens, or null where there is none.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="InvalidOperationException">The connection is in a data center that is not in <see cref="BiginOAuthOptions.DataCenters"/> any more.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<BiginConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ConnectionKey.ThrowIfInvalid(key);
        return await _store.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } stored ? Describe(stored) : null;
    }

    /// <summary>Lists all connections without their tokens, in no particular order.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>The connections.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => _store.ListAsync(cancellationToken);

    /// <summary>Gets a valid access token, refreshed if need be: once, whoever else asks for it in this process or in another that shares the store.</summary>
    /// <remarks>
    /// A token that is fresh costs no I/O and no allocation. From about five minutes before its end one caller renews it while the others go on
    /// with it. For calls of the Bigin API take <see cref="CreateClient"/>, which also copes with a token that Bigin refuses.
    /// </remarks>
    /// <param name="key">The key of a connection.</param>
    /// <param name="cancellationToken">Ends the wait, and not the refresh, which others wait for too.</param>
    /// <returns>The access token.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">There is none to be had; its reason says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<AccessToken> GetAccessTokenAsync(string key, CancellationToken cancellationToken = default)
    {
        ValueTask<AccessGrant> grant = GetGrantAsync(key, cancellationToken);
        return grant.IsCompletedSuccessfully ? new(grant.Result.Token) : AwaitToken(grant);

        static async ValueTask<AccessToken> AwaitToken(ValueTask<AccessGrant> grant) => (await grant.ConfigureAwait(false)).Token;
    }

    /// <summary>Makes a client for the Bigin API of a connection. Addresses are relative to <c>/bigin/v2/</c>, such as <c>Contacts</c>.</summary>
    /// <remarks>
    /// Each request finds the connection's API server and a valid access token by itself, so a client may be kept, also over a new consent.
    /// A token that Bigin refuses is refreshed, and the request repeated once if its content can be sent again. A connection that gives no access
    /// token makes requests throw <see cref="BiginConnectionException"/>. Absolute addresses are taken where they lead to the connection's API
    /// server; any other makes the request throw <see cref="InvalidOperationException"/>, and so does a synchronous one <see cref="NotSupportedException"/>.
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
    /// <remarks>A token that Bigin refuses is of no use already, and deleted too. Where Bigin fails or does not answer, the connection is kept.</remarks>
    /// <param name="key">The key of a connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="Disconnected"/>, <see cref="NotConnected"/> or <see cref="DisconnectFailed"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character.</exception>
    /// <exception cref="BiginConnectionException">
    /// The stored token can't be decrypted, so it can't be revoked. <see cref="IBiginConnectionStore.TryDeleteAsync"/> deletes it unrevoked.
    /// </exception>
    /// <exception cref="InvalidOperationException">The connection is in a data center that is not in <see cref="BiginOAuthOptions.DataCenters"/> any more.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DisconnectResult> DisconnectAsync(string key, CancellationToken cancellationToken = default)
    {
        ConnectionKey.ThrowIfInvalid(key);
        ConnectionEntry entry = EntryOf(key);
        DisconnectResult result = await _ending.EndAsync(entry, cancellationToken).ConfigureAwait(false);
        if (result is not DisconnectFailed)
        {
            Detach(entry);
        }

        if (result is not Disconnected)
        {
            return result;
        }

        BiginLog.Disconnected(_logger, key);
        await _events.DisconnectedAsync(key).ConfigureAwait(false);
        return result;
    }

    internal ValueTask<AccessGrant> GetGrantAsync(string key, CancellationToken cancellationToken)
    {
        if (key is not null && _entries.TryGetValue(key, out ConnectionEntry? entry) && entry.Grant is { } grant)
        {
            DateTimeOffset now = _timeProvider.GetUtcNow();
            if (grant.IsUsable(now))
            {
                return grant.IsDue(now) && entry.TryRefreshEarlyAsync(_refresh, grant, now) is { } refresh
                    ? PreferAsync(refresh, grant, cancellationToken)
                    : new(grant);
            }
        }

        ConnectionKey.ThrowIfInvalid(key!);
        return WaitAsync(key!, cancellationToken);
    }

    /// <summary>Takes note that Bigin's API has refused a token.</summary>
    internal void Refuse(string key, AccessToken token) => EntryOf(key).Refuse(token);

    private async ValueTask<AccessGrant> WaitAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConnectionEntry entry = EntryOf(key);
        RefreshOutcome outcome = await entry.RefreshAsync(_refresh, _timeProvider.GetUtcNow()).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.IsNotConnected)
        {
            Detach(entry);
        }

        return outcome.GrantOrThrow(key);
    }

    // Ahead of time a failure is none: the token that is there is good.
    private static async ValueTask<AccessGrant> PreferAsync(Task<RefreshOutcome> refresh, AccessGrant fallback, CancellationToken cancellationToken)
    {
        try
        {
            return (await refresh.WaitAsync(EarlyPatience, cancellationToken).ConfigureAwait(false)).Grant ?? fallback;
        }
        catch (TimeoutException)
        {
            return fallback;
        }
    }

    private ConnectionEntry EntryOf(string key) => _entries.GetOrAdd(key, static key => new ConnectionEntry(key));

    private async Task<ConnectResult> ConnectAsync(string key, BiginTokens tokens, IReadOnlyList<string> scopes)
    {
        if (tokens.RefreshToken is null)
        {
            return new RefreshTokenMissing(tokens.DataCenter);
        }

        // From here on the caller's cancellation would only lose what Bigin has given.
        BiginOrganization? organization = OrganizationReader.IsAllowed(scopes)
            ? await _organizations.ReadAsync(key, GrantOf(tokens)).ConfigureAwait(false)
            : null;
        return await KeepAsync(key, tokens, scopes, organization, isConfirmed: false).ConfigureAwait(false);
    }

    private async Task<ConnectResult> KeepAsync(string key, BiginTokens tokens, IReadOnlyList<string> scopes, BiginOrganization? organization, bool isConfirmed)
    {
        ConnectionEntry entry = EntryOf(key);
        ConnectResult result = await entry.ChangeAsync(() => SaveAsync(entry, tokens, scopes, organization, isConfirmed)).ConfigureAwait(false);
        if (result is Connected { Connection: var connection })
        {
            BiginLog.Connected(_logger, key, connection.DataCenter.Id, connection.Organization?.Id);
            await _events.ConnectedAsync(connection).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<ConnectResult> SaveAsync(ConnectionEntry entry, BiginTokens tokens, IReadOnlyList<string> scopes, BiginOrganization? organization, bool isConfirmed)
    {
        for (int saves = 0; saves < MostSaves; saves++)
        {
            StoredConnection? standing = await _store.FindAsync(entry.Key).ConfigureAwait(false);
            if (!isConfirmed && organization is not null && standing?.OrganizationId is { } id && id != organization.Id)
            {
                return new DifferentOrganization(
                    Describe(standing),
                    organization,
                    confirm: cancellationToken => KeepAsync(entry.Key, tokens, scopes, organization, isConfirmed: true).WaitAsync(cancellationToken),
                    discard: cancellationToken => _tokenClient.RevokeAsync(tokens.RefreshToken!, tokens.DataCenter, cancellationToken));
            }

            // All of the new grant and nothing of the old one. The exchange has made an access token, so it counts.
            DateTimeOffset now = _timeProvider.GetUtcNow();
            var connection = new StoredConnection
            {
                Key = entry.Key,
                DataCenter = tokens.DataCenter.Id,
                RefreshToken = tokens.RefreshToken!.Reveal(),
                AccessToken = tokens.AccessToken.Reveal(),
                AccessTokenExpiresAt = tokens.ExpiresAt,
                Scopes = scopes,
                OrganizationId = organization?.Id,
                OrganizationName = organization?.Name,
                Status = ConnectionStatus.Active,
                ConnectedAt = now,
                RecentRefreshes = [now],
            };
            if (await _store.TrySaveAsync(connection, standing?.ConcurrencyStamp).ConfigureAwait(false))
            {
                Replace(entry, GrantOf(tokens));
                return new Connected(new BiginConnection(connection, tokens.DataCenter));
            }
        }

        throw new InvalidOperationException($"The connection store refuses to save: {MostSaves} times it had another version than it had just given.");
    }

    // An entry that was taken out meanwhile may have a successor, which knows the consent before this one.
    private void Replace(ConnectionEntry entry, AccessGrant grant)
    {
        entry.Replace(grant);
        if (_entries.TryGetValue(entry.Key, out ConnectionEntry? current) && current != entry)
        {
            Detach(current);
        }
    }

    // Whoever comes next reads the store.
    private void Detach(ConnectionEntry entry) => _entries.TryRemove(new KeyValuePair<string, ConnectionEntry>(entry.Key, entry));

    private AccessGrant GrantOf(BiginTokens tokens) => new(tokens.AccessToken, tokens.DataCenter, tokens.ExpiresAt, _timeProvider.GetUtcNow());

    private BiginConnection Describe(StoredConnection stored) => new(stored, _map.FindById(stored.DataCenter)!);
}
