namespace Bigin.OAuth.Emulator;

/// <summary>Creates the results of the library for unit tests of a host, which need neither a container nor a network.</summary>
/// <remarks>
/// In an application only the library creates them, since a code that wasn't parsed can't be exchanged. So the factory is part of the
/// emulator, which is for tests. Each optional parameter has a default value that a real result could have.
/// </remarks>
/// <example>
/// <code>
/// ConnectResult result = BiginOAuthModelFactory.Connected(BiginOAuthModelFactory.BiginConnection("tenant-42", organizationName: "Acorn Books"));
/// </code>
/// </example>
public static class BiginOAuthModelFactory
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Creates the result of a redirect that a user has accepted.</summary>
    /// <param name="code">The code.</param>
    /// <param name="dataCenter">The data center of the user. The default is <c>us</c>.</param>
    /// <param name="isStateVerified">Whether the state was compared.</param>
    /// <param name="receivedAt">The moment at which the redirect was parsed. The code lives one minute from then.</param>
    /// <param name="redirectUri">The redirect URI in the link.</param>
    /// <returns>The result.</returns>
    public static AuthorizationResult AuthorizationResult(
        string code = "1000.code", DataCenter? dataCenter = null, bool isStateVerified = true, DateTimeOffset? receivedAt = null,
        Uri? redirectUri = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return new AuthorizationResult(
            new AuthorizationCode(code, receivedAt ?? Moment, TimeSpan.FromMinutes(1)),
            dataCenter ?? DataCenter.UnitedStates,
            isStateVerified,
            redirectUri ?? new Uri("https://app.example.com/bigin/callback"),
            requestedScopes: null,
            codeVerifier: null);
    }

    /// <summary>Creates the result of a redirect of a user who has rejected the scopes.</summary>
    /// <param name="errorDescription">What the server adds, or <see langword="null"/>.</param>
    /// <param name="isStateVerified">Whether the state was compared.</param>
    /// <returns>The result.</returns>
    public static AuthorizationDenied AuthorizationDenied(string? errorDescription = null, bool isStateVerified = true) =>
        new(errorDescription, isStateVerified);

    /// <summary>Creates the result of a redirect with another error.</summary>
    /// <param name="error">The error, such as <c>no_org</c> where the user has no organization.</param>
    /// <param name="errorDescription">What the server adds, or <see langword="null"/>.</param>
    /// <param name="isStateVerified">Whether the state was compared.</param>
    /// <returns>The result.</returns>
    public static AuthorizationFailed AuthorizationFailed(
        string error = "server_error", string? errorDescription = null, bool isStateVerified = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(error);
        return new AuthorizationFailed(error, errorDescription, isStateVerified);
    }

    /// <summary>Creates the result of a redirect that can't be trusted or read.</summary>
    /// <param name="reason">The first check that failed.</param>
    /// <param name="parameter">The name of the parameter that it failed on, or <see langword="null"/>.</param>
    /// <returns>The result.</returns>
    public static RedirectRejected RedirectRejected(RedirectRejection reason, string? parameter = null) =>
        new(reason, parameter, $"The redirect was rejected in a test: {reason}.");

    /// <summary>Creates a code of a self client.</summary>
    /// <param name="code">The code.</param>
    /// <param name="dataCenter">The data center. The default is <c>us</c>.</param>
    /// <param name="scopes">The scopes that the file names, or <see langword="null"/>.</param>
    /// <param name="clientId">The client id that the file names, or <see langword="null"/>.</param>
    /// <returns>The code.</returns>
    public static SelfClientCode SelfClientCode(
        string code = "1000.code", DataCenter? dataCenter = null, IEnumerable<string>? scopes = null, string? clientId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return new SelfClientCode(
            new AuthorizationCode(code, Moment, TimeSpan.FromMinutes(10)), dataCenter ?? DataCenter.UnitedStates, scopes is null
            ? null
            : [.. scopes], clientId);
    }

    /// <summary>Creates the rejection of a text that holds no code of a self client.</summary>
    /// <param name="reason">The first check that failed.</param>
    /// <param name="member">The member that it failed on, or <see langword="null"/>.</param>
    /// <param name="message">The sentence for a log.</param>
    /// <returns>The rejection.</returns>
    public static SelfClientCodeRejected SelfClientCodeRejected(
        SelfClientCodeRejection reason, string? member = null, string message = "This rejection was made for a test.")
    {
        ArgumentNullException.ThrowIfNull(message);
        return new SelfClientCodeRejected(reason, member, message);
    }

    /// <summary>
    /// Creates the tokens of an exchange, or of a refresh where <paramref name="refreshToken"/> is <see langword="null"/>.
    /// </summary>
    /// <param name="accessToken">The access token.</param>
    /// <param name="refreshToken">The refresh token, or <see langword="null"/>.</param>
    /// <param name="dataCenter">The data center that issued them. The default is <c>us</c>.</param>
    /// <param name="expiresAt">The end of the access token.</param>
    /// <param name="grantedScopes">The scopes in the response, or <see langword="null"/> where it names none.</param>
    /// <returns>The tokens.</returns>
    public static BiginTokens BiginTokens(
        string accessToken = "1000.access",
        string? refreshToken = "1000.refresh",
        DataCenter? dataCenter = null,
        DateTimeOffset? expiresAt = null,
        IEnumerable<string>? grantedScopes = null) => new(
            new AccessToken(accessToken),
            refreshToken is null ? null : new RefreshToken(refreshToken),
            dataCenter ?? DataCenter.UnitedStates,
            expiresAt ?? Moment.AddHours(1),
            grantedScopes is null ? null : [.. grantedScopes]);

    /// <summary>Creates the error of a token request.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="hint">The sentence for the developer.</param>
    /// <returns>The error.</returns>
    public static TokenError TokenError(TokenErrorKind kind, string hint = "This error was made for a test.")
    {
        ArgumentNullException.ThrowIfNull(hint);
        return new TokenError(kind, hint);
    }

    /// <summary>Creates the result of a revocation that Bigin confirmed.</summary>
    /// <param name="dataCenter">The data center. The default is <c>us</c>.</param>
    /// <returns>The result.</returns>
    public static Revoked Revoked(DataCenter? dataCenter = null) => new(dataCenter ?? DataCenter.UnitedStates);

    /// <summary>Creates the result of a revocation that failed.</summary>
    /// <param name="error">What went wrong.</param>
    /// <returns>The result.</returns>
    public static RevocationFailed RevocationFailed(TokenError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new RevocationFailed(error);
    }

    /// <summary>Creates a connection as hosts see it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="dataCenter">The data center. The default is <c>us</c>.</param>
    /// <param name="organizationId">The id of the organization, or <see langword="null"/> where it isn't known.</param>
    /// <param name="organizationName">The name of the organization, or <see langword="null"/>.</param>
    /// <param name="scopes">The scopes.</param>
    /// <param name="status">The status.</param>
    /// <param name="connectedAt">The moment of the consent.</param>
    /// <returns>The connection.</returns>
    public static BiginConnection BiginConnection(
        string key = "tenant-42",
        DataCenter? dataCenter = null,
        string? organizationId = "700000101",
        string? organizationName = "Acorn Books",
        IEnumerable<string>? scopes = null,
        ConnectionStatus status = ConnectionStatus.Active,
        DateTimeOffset? connectedAt = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        dataCenter ??= DataCenter.UnitedStates;
        var stored = new StoredConnection
        {
            Key = key,
            DataCenter = dataCenter.Id,
            RefreshToken = "",
            Scopes = [.. scopes ?? [BiginScopes.Org.Read]],
            OrganizationId = organizationId,
            OrganizationName = organizationName,
            Status = status,
            ConnectedAt = connectedAt ?? Moment,
        };
        return new BiginConnection(stored, dataCenter);
    }

    /// <summary>Creates the result of a connect that worked.</summary>
    /// <param name="connection">The connection, or <see langword="null"/> for one of <see cref="BiginConnection"/>.</param>
    /// <returns>The result.</returns>
    public static Connected Connected(BiginConnection? connection = null) => new(connection ?? BiginConnection());

    /// <summary>Creates the result of a connect that Bigin refused.</summary>
    /// <param name="error">What went wrong.</param>
    /// <returns>The result.</returns>
    public static ConnectFailed ConnectFailed(TokenError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new ConnectFailed(error);
    }

    /// <summary>Creates the result of a connect for which Bigin sent no refresh token.</summary>
    /// <param name="dataCenter">The data center. The default is <c>us</c>.</param>
    /// <returns>The result.</returns>
    public static RefreshTokenMissing RefreshTokenMissing(DataCenter? dataCenter = null) => new(dataCenter ?? DataCenter.UnitedStates);

    /// <summary>Creates the result of a connect in which another organization was picked.</summary>
    /// <param name="current">The connection that the key has, or <see langword="null"/> for one of <see cref="BiginConnection"/>.</param>
    /// <param name="pickedId">The id of the organization that was picked, or <see langword="null"/> where it couldn't be read.</param>
    /// <param name="pickedName">The name of the organization that was picked.</param>
    /// <param name="isRefreshTokenRevoked">Whether the new refresh token was revoked.</param>
    /// <returns>The result.</returns>
    public static DifferentOrganization DifferentOrganization(
        BiginConnection? current = null, string? pickedId = "700000102", string? pickedName = "Birch Bicycles",
        bool isRefreshTokenRevoked = true) =>
        new(current ?? BiginConnection(), pickedId is null ? null : new BiginOrganization(pickedId, pickedName), isRefreshTokenRevoked);

    /// <summary>Creates the result of a disconnect that worked.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The result.</returns>
    public static Disconnected Disconnected(string key = "tenant-42") => new(key);

    /// <summary>Creates the result of a disconnect that found nothing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The result.</returns>
    public static NotConnected NotConnected(string key = "tenant-42") => new(key);

    /// <summary>Creates the result of a disconnect that Bigin refused.</summary>
    /// <param name="error">What went wrong.</param>
    /// <returns>The result.</returns>
    public static DisconnectFailed DisconnectFailed(TokenError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new DisconnectFailed(error);
    }

    /// <summary>Creates the exception that <see cref="BiginConnections.GetAccessTokenAsync"/> and the HTTP client throw.</summary>
    /// <param name="reason">Why there is no token.</param>
    /// <param name="key">The key.</param>
    /// <param name="error">What Bigin responded, or <see langword="null"/>.</param>
    /// <returns>The exception.</returns>
    public static BiginConnectionException BiginConnectionException(
        ConnectionFailure reason, string key = "tenant-42", TokenError? error = null) =>
        new(key, reason, $"This failure was made for a test: {reason}.", error);
}
