namespace Bigin.OAuth;

/// <summary>What one refresh brought to all who wait for it: an access token, or the reason why there is none.</summary>
internal sealed class RefreshOutcome
{
    private readonly string? _message;
    private readonly Exception? _inner;

    private RefreshOutcome(CachedAccessToken token, BiginConnection? refreshed) => (Token, Refreshed) = (token, refreshed);

    private RefreshOutcome(ConnectionFailure reason, string message, TokenError? error, Exception? inner) =>
        (Reason, _message, Error, _inner) = (reason, message, error, inner);

    internal static RefreshOutcome NotConnected { get; } =
        Failed(ConnectionFailure.NotConnected, "Nothing is stored under this key. Connect it first.");

    internal static RefreshOutcome Unreadable { get; } = Failed(
        ConnectionFailure.Unreadable,
        "The stored tokens can't be decrypted. Give this machine the key ring that they were encrypted with, or ask the user to "
        + "connect again. "
            + $"{nameof(BiginConnections)}.{nameof(BiginConnections.ForgetAsync)} deletes the connection without revoking its refresh "
            + "token.");

    internal static RefreshOutcome BudgetExhausted { get; } = Failed(
        ConnectionFailure.BudgetExhausted,
        "Ten refreshes were sent in ten minutes, those that failed included, and Zoho gives a refresh token no more. Either the refreshes "
        + "before have failed, and the log says why, or some code asks for new tokens: each lives an hour.");

    /// <summary>Indicates that the row has no token to use and Bigin was not asked.</summary>
    internal static RefreshOutcome NothingNew { get; } =
        Failed(ConnectionFailure.RefreshFailed, "The last refresh failed a moment ago, and Bigin isn't asked again so soon.");

    internal CachedAccessToken? Token { get; }

    /// <summary>Gets the connection, where Bigin was asked and gave a token.</summary>
    internal BiginConnection? Refreshed { get; }

    /// <summary>Gets the connection, where this refresh found out that it needs consent.</summary>
    internal BiginConnection? ConsentNeeded { get; private init; }

    internal TokenError? Error { get; }

    /// <summary>Gets why there is no token, or null where there is one.</summary>
    internal ConnectionFailure? Reason { get; }

    /// <summary>Gets a value indicating whether an access token that this process still holds must not be used either.</summary>
    internal bool EndsToken => Reason is ConnectionFailure.NotConnected or ConnectionFailure.NeedsConsent;

    /// <summary>Gets a value indicating whether asking again at once would only bring the same.</summary>
    internal bool CallsForBackoff =>
        Reason is ConnectionFailure.RefreshFailed or ConnectionFailure.BudgetExhausted or ConnectionFailure.StoreFailed;

    internal static RefreshOutcome Found(CachedAccessToken token) => new(token, refreshed: null);

    internal static RefreshOutcome RefreshedTo(CachedAccessToken token, BiginConnection connection) => new(token, connection);

    internal static RefreshOutcome LostConsent(BiginConnection connection, TokenError error, string? setting) =>
        new(ConnectionFailure.NeedsConsent, GetConsentMessage(setting), error, null) { ConsentNeeded = connection };

    /// <summary>Indicates that the connection needs consent, or a new refresh token in the settings where it comes from them.</summary>
    internal static RefreshOutcome ConsentNeededFor(string? setting) => Failed(ConnectionFailure.NeedsConsent, GetConsentMessage(setting));

    internal static RefreshOutcome UnknownDataCenter(string id) => Failed(
        ConnectionFailure.UnknownDataCenter,
        $"The connection is in data center '{id}', which is not in "
        + $"{nameof(BiginOAuthOptions.DataCenters)}. Add the entry again, or delete the connection with "
        + $"{nameof(BiginConnections)}.{nameof(BiginConnections.ForgetAsync)}, which doesn't revoke its refresh token.");

    internal static RefreshOutcome DataCenterNotAllowed(string id) => Failed(
        ConnectionFailure.DataCenterNotAllowed,
        $"The connection is in data center '{id}', which is not in "
        + $"{nameof(BiginOAuthOptions.AllowedDataCenters)}. Add it there, or disconnect the connection.");

    internal static RefreshOutcome StoreFailed(BiginConnectionException exception) =>
        Failed(ConnectionFailure.StoreFailed, exception.Message, inner: exception.InnerException);

    internal static RefreshOutcome Failed(ConnectionFailure reason, string message, TokenError? error = null, Exception? inner = null) =>
        new(reason, message, error, inner);

    internal CachedAccessToken GetTokenOrThrow(string key) => Token ?? throw ToException(key);

    private static string GetConsentMessage(string? setting) => setting is null
        ? "Bigin no longer knows the refresh token. Ask the user to connect again."
        : $"Bigin no longer knows the refresh token in the setting {setting}. Replace it there, and start the process again.";

    // A new exception for each who waits: throwing one object from many threads would mix their stack traces.
    internal BiginConnectionException ToException(string key) => new(key, Reason!.Value, _message!, Error, _inner);
}
