namespace Bigin.OAuth.FaultRun;

/// <summary>What happened to refresh tokens, and how to tell it without naming them. Only the audit writes it.</summary>
internal sealed class Story(Ledger ledger, IReadOnlyDictionary<string, Tenant> tenants)
{
    private const long Around = 20_000;

    private const int Most = 60;

    private readonly Dictionary<string, List<Residence>> _residences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RevocationAttempt>> _revocations = new(StringComparer.Ordinal);

    /// <summary>Gets the times that a refresh token has spent in the row, in their order.</summary>
    internal List<Residence> ResidencesOf(string refreshToken) => In(_residences, refreshToken);

    /// <summary>Gets the requests to revoke a refresh token, in their order.</summary>
    internal List<RevocationAttempt> RevocationsOf(string refreshToken) => In(_revocations, refreshToken);

    internal IEnumerable<Residence> ResidencesOfKey(string key) => _residences.Values.SelectMany(list => list).Where(residence => residence.Key == key);

    internal bool WasRevoked(string refreshToken) => RevocationsOf(refreshToken).Exists(attempt => attempt.IsDone);

    /// <summary>Says whether a refresh token was revoked, or may have been when its user removed the application.</summary>
    internal bool MayHaveEnded(string refreshToken, IReadOnlyDictionary<string, DateTimeOffset> codes)
    {
        if (WasRevoked(refreshToken))
        {
            return true;
        }

        IssuedGrant grant = ledger.Grants[refreshToken];
        DateTimeOffset issuedAt = grant.Code is { } code ? codes.GetValueOrDefault(code, grant.IssuedAt) : grant.IssuedAt;
        return ledger.Removals.Any(removal => removal.User == tenants[grant.Key].User && issuedAt <= removal.At);
    }

    /// <summary>Tells what happened to a key around a moment.</summary>
    internal string Of(string key, long at)
    {
        var lines = new List<(long At, string What)>();
        foreach (Operation operation in ledger.Operations.Values.Where(operation => operation.Key == key))
        {
            lines.Add((operation.StartedAt, $"{operation} begins"));
            lines.Add((operation.EndedAt, $"{operation.Id} in {operation.Worker.Name} ends: {operation.Outcome}"));
        }

        foreach ((string token, IssuedGrant grant) in ledger.Grants.Where(grant => grant.Value.Key == key))
        {
            string name = Fingerprint.Of(token)[..8];
            lines.AddRange(ResidencesOf(token).Select(residence => (residence.From, $"the row has {name} of {residence.FirstOrganization ?? "an unknown organization"} ({residence.Number})")));
            lines.AddRange(ResidencesOf(token).Where(residence => residence.Successor is null).Select(residence => (residence.Until, $"the row with {name} is deleted")));
            lines.AddRange(RevocationsOf(token).Select(attempt => (attempt.At, $"{attempt.Request} revokes {name}: {(attempt.IsDone ? "done" : "not done")}")));
            lines.AddRange(grant.Operations.Select(operation => (operation.StartedAt, $"{operation.Id} is to get {name} ({grant.Request ?? "imported"})")));
        }

        lines.AddRange(ledger.StoreFaults.Where(fault => fault.Key == key).Select(fault => (fault.At, $"{fault.Worker}: {fault.Call} fails{(fault.HasEffect ? ", written" : "")}")));
        return string.Concat(lines
            .Where(line => Math.Abs(line.At - at) < Around)
            .OrderBy(line => Math.Abs(line.At - at))
            .Take(Most)
            .OrderBy(line => line.At)
            .Select(line => $"\n    {RealTime.Text(line.At)} {line.What}"));
    }

    private static List<T> In<T>(Dictionary<string, List<T>> lists, string refreshToken)
    {
        if (!lists.TryGetValue(refreshToken, out List<T>? list))
        {
            lists.Add(refreshToken, list = []);
        }

        return list;
    }
}
