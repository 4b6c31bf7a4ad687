namespace Bigin.OAuth;

/// <summary>What one refresh brought to all who wait for it: a grant, or the reason why there is none.</summary>
internal sealed class RefreshOutcome
{
    private readonly ConnectionFailure _reason;
    private readonly string _message = "";
    private readonly Exception? _inner;

    private RefreshOutcome(AccessGrant grant, BiginConnection? refreshed) => (Grant, Refreshed) = (grant, refreshed);

    private RefreshOutcome(ConnectionFailure reason, string message, TokenError? error, Exception? inner) =>
        (_reason, _message, Error, _inner) = (reason, message, error, inner);

    internal static RefreshOutcome NotConnected { get; } = Failed(ConnectionFailure.NotConnected, "Nothing is stored under this key. Connect it first.");

    internal static RefreshOutcome NeedsConsent { get; } =
        Failed(ConnectionFailure.NeedsConsent, "Bigin does not know the refresh token any more. Ask the user to connect again.");

    internal static RefreshOutcome Unreadable { get; } = Failed(
        ConnectionFailure.Unreadable,
        "The stored tokens can't be decrypted. Give this machine the key ring that they were encrypted with, or ask the user to connect again.");

    internal static RefreshOutcome BudgetExhausted { get; } = Failed(
        ConnectionFailure.BudgetExhausted,
        "Ten access tokens were made in ten minutes, which is Zoho's limit for a refresh token. Find out who asks for new ones: each lives an hour.");

    internal AccessGrant? Grant { get; }

    /// <summary>Gets the connection, where this refresh is one that the host is told of.</summary>
    internal BiginConnection? Refreshed { get; }

    /// <summary>Gets the connection, where this refresh found out that it needs consent.</summary>
    internal BiginConnection? Lost { get; private init; }

    internal TokenError? Error { get; }

    internal bool IsNotConnected => Grant is null && _reason is ConnectionFailure.NotConnected;

    /// <summary>Gets whether an access token that this process still holds is of no use either.</summary>
    internal bool EndsTheGrant => Grant is null && _reason is (ConnectionFailure.NotConnected or ConnectionFailure.NeedsConsent);

    internal bool IsBudgetExhausted => Grant is null && _reason is ConnectionFailure.BudgetExhausted;

    /// <summary>Gets whether asking again at once would only bring the same.</summary>
    internal bool CallsForPause => Grant is null && _reason is (ConnectionFailure.RefreshFailed or ConnectionFailure.BudgetExhausted);

    internal static RefreshOutcome Granted(AccessGrant grant, BiginConnection? refreshed = null) => new(grant, refreshed);

    internal static RefreshOutcome ConsentLost(BiginConnection connection) => new(NeedsConsent._reason, NeedsConsent._message, null, null) { Lost = connection };

    internal static RefreshOutcome Failed(ConnectionFailure reason, string message, TokenError? error = null, Exception? inner = null) => new(reason, message, error, inner);

    // A new exception for each who waits: throwing one object from many threads would mix their stack traces.
    internal BiginConnectionException ToException(string key) => new(key, _reason, _message, Error, _inner);

    internal AccessGrant GrantOrThrow(string key) => Grant ?? throw ToException(key);
}
