using System.Collections.Concurrent;

namespace Bigin.OAuth.FaultRun;

/// <summary>What has truly happened, apart from what the library says and stores: read off the wire, done by the player, or said by workers. Thread-safe.</summary>
internal sealed class Ledger
{
    /// <summary>Gets the refresh tokens that Bigin has issued, as the gate has seen them.</summary>
    internal ConcurrentDictionary<string, IssuedGrant> Grants { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the refresh token of each access token, as the gate has seen them.</summary>
    internal ConcurrentDictionary<string, string> AccessTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the refresh token of each access token by its fingerprint.</summary>
    internal ConcurrentDictionary<string, string> Fingerprints { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the names of requests whose answer with an access token has arrived whole.</summary>
    internal ConcurrentDictionary<string, bool> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets how often each refresh token was sent to be revoked, with or without success.</summary>
    internal ConcurrentDictionary<string, int> RevocationAttempts { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the operations by the codes that they exchange.</summary>
    internal ConcurrentDictionary<string, Operation> Codes { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets all operations by their ids.</summary>
    internal ConcurrentDictionary<string, Operation> Operations { get; } = new(StringComparer.Ordinal);

    internal ConcurrentQueue<StoreFaultRecord> StoreFaults { get; } = new();

    /// <summary>Gets when users have removed the application, by the clock of the emulator.</summary>
    internal ConcurrentQueue<(string User, DateTimeOffset At)> Removals { get; } = new();

    /// <summary>Gets the access tokens that callers were given.</summary>
    internal ConcurrentQueue<GivenToken> Given { get; } = new();

    /// <summary>Gets when the calls of the API began, by their names.</summary>
    internal ConcurrentDictionary<string, (string Worker, string Key, long StartedAt)> ApiCalls { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets how often callers saw which outcome.</summary>
    internal ConcurrentDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets how often operations had which outcome.</summary>
    internal IEnumerable<(string Outcome, int Times)> OperationOutcomes =>
        Operations.Values.GroupBy(operation => $"{operation.Kind}: {operation.Outcome ?? "never ended"}").Select(group => (group.Key, group.Count()));

    /// <summary>Gets the last outcomes by worker and key.</summary>
    internal ConcurrentDictionary<(string Worker, string Key), string> LastOutcomes { get; } = new();

    internal int Count(params OperationKind[] kinds) => Operations.Values.Count(operation => kinds.Contains(operation.Kind));

    /// <summary>Says whether a person held a refresh token and had it imported.</summary>
    internal bool IsImported(string refreshToken) => Grants.TryGetValue(refreshToken, out IssuedGrant? grant) && grant.IsImported;

    /// <summary>Says whether somebody may have ended a connection of the key, so that there may be none.</summary>
    internal bool MayBeGone(string key) => Operations.Values.Any(operation => operation.Key == key && operation.Kind is not OperationKind.Refresh);

    /// <summary>Says whether a refresh token of the key may be dead.</summary>
    internal bool MayNeedConsent(Tenant tenant) =>
        Removals.Any(removal => removal.User == tenant.User) || Grants.Any(grant => grant.Value.Key == tenant.Key && RevocationAttempts.ContainsKey(grant.Key));

    internal void Called(string worker, string outcome, string key)
    {
        Outcomes.AddOrUpdate(outcome.Split(':') is ["organization", _] ? "organization" : outcome, 1, (_, times) => times + 1);
        LastOutcomes[(worker, key)] = outcome;
    }

    /// <summary>Takes note of an answer with tokens before its client has it.</summary>
    internal void Answer(string request, string? code, string? refreshToken, string body, DateTimeOffset now)
    {
        if (AnsweredRequests.AccessTokenIn(body) is not { } accessToken)
        {
            return;
        }

        if (code is not null && AnsweredRequests.Member(body, "refresh_token") is { } issued && Codes.TryGetValue(code, out Operation? operation))
        {
            var grant = new IssuedGrant(operation.Key, operation.Organization!, code, request, now);
            grant.Operations.Enqueue(operation);
            Grants[issued] = grant;
            refreshToken = issued;
        }

        if (refreshToken is not null)
        {
            AccessTokens[accessToken] = refreshToken;
            Fingerprints[Fingerprint.Of(accessToken)] = refreshToken;
        }
    }
}
