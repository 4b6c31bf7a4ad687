namespace Bigin.OAuth.FaultRun;

/// <summary>Checks how often each refresh token is used: only after it was counted, not again where the answer has come, and at most ten times in ten minutes.</summary>
internal sealed class RefreshAudit(Ledger ledger, Checks checks, SharedClock clock, JournalReader journal, TokenUses uses)
{
    private const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private List<RepeatedRefresh> _repeated = [];
    private List<RepeatedRefresh> _waiting = [];

    internal int MostInTenMinutes { get; private set; }

    /// <summary>Takes note of a repeated refresh. It waits for the next look, by which a worker has said whether the answer had come.</summary>
    internal void Add(RepeatedRefresh repeated) => _repeated.Add(repeated);

    /// <summary>Checks that a refresh token was counted at least as often as it was sent.</summary>
    internal void CheckCounted(Dictionary<string, int> requests)
    {
        foreach ((string token, int count) in requests)
        {
            checks.CountedFirst.That(
                ledger.IsImported(token) || uses.Get(token).Countings >= count,
                () => $"{count} requests, {uses.Get(token).Countings} countings{journal.Excerpt(token)}");
        }
    }

    /// <summary>Checks that no refresh was repeated whose answer had come.</summary>
    internal void CheckKept(bool isLast)
    {
        List<RepeatedRefresh> repeated = isLast ? [.. _waiting, .. _repeated] : _waiting;
        (_waiting, _repeated) = (_repeated, []);
        foreach (RepeatedRefresh repeat in repeated)
        {
            RefreshRequest? lost = uses.Get(repeat.RefreshToken).Requests.Find(use =>
                use.At.ToUnixTimeMilliseconds() >= repeat.First && use.At.ToUnixTimeMilliseconds() < repeat.Second && ledger.Answered.ContainsKey(use.Name));
            checks.Kept.That(
                lost is null || HasStoreFailed(repeat),
                () => $"{repeat.Key}: {lost!.Name} was answered, counted at {DateTimeOffset.FromUnixTimeMilliseconds(repeat.First):HH:mm:ss.fff} and again at {DateTimeOffset.FromUnixTimeMilliseconds(repeat.Second):HH:mm:ss.fff}{journal.Excerpt(repeat.RefreshToken)}");
        }
    }

    internal void CheckBudgets()
    {
        foreach (string token in uses.Tokens)
        {
            CheckBudget(token);
        }
    }

    private bool HasStoreFailed(RepeatedRefresh repeat)
    {
        long from = clock.ToReal(DateTimeOffset.FromUnixTimeMilliseconds(repeat.First));
        long until = clock.ToReal(DateTimeOffset.FromUnixTimeMilliseconds(repeat.Second));
        return ledger.StoreFaults.Any(fault => fault.Key == repeat.Key && fault.At >= from && fault.At <= until);
    }

    // The exchange has made an access token too.
    private void CheckBudget(string token)
    {
        List<DateTimeOffset> times = [.. uses.Get(token).Requests.Select(request => request.At)];
        if (ledger.Grants.TryGetValue(token, out IssuedGrant? grant) && grant.Code is { } code && journal.Codes.TryGetValue(code, out DateTimeOffset exchanged))
        {
            times.Add(exchanged);
        }

        times.Sort();
        int worst = Enumerable.Range(0, times.Count).Select(i => times.Skip(i).TakeWhile(time => time - times[i] < Window).Count()).DefaultIfEmpty().Max();
        MostInTenMinutes = ledger.IsImported(token) ? MostInTenMinutes : Math.Max(MostInTenMinutes, worst);
        checks.Budget.That(worst <= Most || ledger.IsImported(token), () => $"{worst} of {grant?.Key}{journal.Excerpt(token)}");
    }
}
