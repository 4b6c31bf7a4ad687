using System.Collections.Concurrent;

namespace Bigin.OAuth.FaultRun;

/// <summary>What has truly happened, apart from what the library says and stores: read off the wire, done by the player, or said by workers. Thread-safe.</summary>
internal sealed class Ledger
{

    /// <summary>Gets the refresh tokens that exchanges have brought, with whose they are.</summary>
    internal ConcurrentDictionary<string, IssuedGrant> Grants { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the refresh tokens that were revoked, or are about to be.</summary>
    internal ConcurrentDictionary<string, bool> Revoked { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the fingerprints of access tokens that arrived, with the request that was answered.</summary>
    internal ConcurrentDictionary<string, string> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the keys that were disconnected at some time.</summary>
    internal ConcurrentDictionary<string, bool> Disconnected { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets how often callers saw which outcome.</summary>
    internal ConcurrentDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the last outcomes by worker and key.</summary>
    internal ConcurrentDictionary<(string Worker, string Key), string> LastOutcomes { get; } = new();

    internal bool WasEverRevoked(string key) => Grants.Any(grant => grant.Value.Key == key && Revoked.ContainsKey(grant.Key));

    internal void Called(string worker, string outcome, string key)
    {
        Outcomes.AddOrUpdate(outcome, 1, (_, times) => times + 1);
        LastOutcomes[(worker, key)] = outcome;
    }
}
