using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Reads the journal of the emulator and the history of the database as they grow, and checks what must hold of them.</summary>
internal sealed class Audit(BiginEmulator emulator, History history, Ledger ledger, Checks checks, IReadOnlyDictionary<string, Tenant> tenants)
{
    internal const string Probe = "probe";

    private const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, RowState> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenUse> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string RefreshToken, DateTimeOffset At)> _requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusedAccessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private List<RowChange> _kept = [];
    private List<RepeatedRefresh> _repeated = [];
    private List<RepeatedRefresh> _waiting = [];
    private int _read;

    internal int Refreshes { get; private set; }

    internal int Refreshed { get; private set; }

    internal int Requests => _read;

    internal IReadOnlyDictionary<string, int> Faults => _faults;

    internal int Saves { get; private set; }

    internal int Overtakings { get; private set; }

    internal int MostInTenMinutes { get; private set; }

    internal IReadOnlyDictionary<string, RowState> Rows => _rows;

    /// <summary>Looks at what came since the last time. What depends on a word of a worker waits for the next time, and for the end at the latest.</summary>
    internal async Task LookAsync(bool isLast = false)
    {
        // A refresh is counted before its request is sent, so a history that is read after the journal has the counting of every request in it.
        ReadJournal();
        string[] sent = [.. _uses.Where(use => use.Value.Requests.Count > 0).Select(use => use.Key)];
        var requests = sent.ToDictionary(token => token, token => _uses[token].Requests.Count, StringComparer.Ordinal);
        IReadOnlyList<RowChange> changes = await history.ReadAsync();

        // A token is refused before its refresh is counted, so a journal that is read after the history has the refusal of every token in it.
        ReadJournal();
        foreach (RowChange change in changes)
        {
            Read(change);
        }

        foreach ((string token, int count) in requests)
        {
            checks.CountedFirst.That(_uses[token].Countings >= count, () => $"{count} requests, {_uses[token].Countings} countings{Excerpt(token)}");
        }

        CheckKept(isLast);
        if (isLast)
        {
            foreach (string token in _uses.Keys)
            {
                CheckBudget(token);
            }
        }
    }

    /// <summary>Shows the last requests that used a refresh token, by the journal and without the token.</summary>
    internal string Excerpt(string refreshToken) => string.Concat(emulator.Requests
        .Where(request => request.Parameters.GetValueOrDefault("refresh_token") == refreshToken || request.Parameters.GetValueOrDefault("token") == refreshToken)
        .TakeLast(14)
        .Select(request => $"\n    {request.At:HH:mm:ss.fff} {request} {request.Parameters.GetValueOrDefault(AnsweredRequests.Parameter)}"));

    private void ReadJournal()
    {
        IReadOnlyList<EmulatorRequest> journal = emulator.Requests;
        for (; _read < journal.Count; _read++)
        {
            EmulatorRequest request = journal[_read];
            if (request.Fault is { } fault)
            {
                string kind = $"{request.Path switch { "/oauth/v2/token" => "Token", "/oauth/v2/token/revoke" => "Revocation", _ => "Api" }}.{fault.Split('(', 2) switch
                {
                    ["ForeignApiDomain", ..] => "ForeignApiDomain",
                    ["Delay", var by] => TimeSpan.Parse(by.TrimEnd(')'), null) > Library.Patience ? "Delay(too long)" : "Delay",
                    _ => fault,
                }}";
                _faults[kind] = _faults.GetValueOrDefault(kind) + 1;
            }

            if (request.Parameters.GetValueOrDefault("code") is { } code)
            {
                checks.CodesOnce.That(_codes.TryAdd(code, request.At), () => $"{request} at {request.At:HH:mm:ss.fff}, and at {_codes[code]:HH:mm:ss.fff}");
            }

            if (request.Parameters.GetValueOrDefault("refresh_token") is { } token)
            {
                ReadRefresh(request, token);
            }

            if (request.Outcome == "INVALID_TOKEN" || request.Fault == FaultDeck.RefusedToken)
            {
                _refusedAccessTokens.Add(request.Parameters["Authorization"].Split(' ')[^1]);
            }
        }
    }

    private void ReadRefresh(EmulatorRequest request, string token)
    {
        string name = request.Parameters.GetValueOrDefault(AnsweredRequests.Parameter) ?? "nobody.0";
        if (name == Probe)
        {
            return;
        }

        Refreshes++;
        Refreshed += request.Outcome == "access token issued" ? 1 : 0;
        UseOf(token).Requests.Add(new RefreshRequest(name, request.At));
        _requests[name] = (token, request.At);
    }

    private void Read(RowChange change)
    {
        if (!_rows.TryGetValue(change.Key, out RowState? state))
        {
            _rows.Add(change.Key, state = new RowState());
        }

        if (change.Operation == RowChange.Delete)
        {
            checks.Ended.That(ledger.Revoked.ContainsKey(change.RefreshToken), () => $"{change.Key} was deleted at {change.Number} and not revoked");
            state.Replaced.Add(change.RefreshToken);
            (state.Row, state.Counted) = (null, null);
            return;
        }

        if (change.Operation == RowChange.Overtake)
        {
            Overtakings++;
            state.Overtaken = 2;
            return;
        }

        Saves++;
        checks.Issued.That(
            ledger.Grants.TryGetValue(change.RefreshToken, out IssuedGrant? grant) && grant.Key == change.Key && !state.Replaced.Contains(change.RefreshToken),
            () => $"{change.Key} at {change.Number}: {(grant is null ? "nobody has issued it" : $"it is one of {grant.Key}, {(state.Replaced.Contains(change.RefreshToken) ? "replaced" : "current")}")}");
        checks.Organization.That(
            change.Organization is null || change.Organization == tenants[change.Key].Organization, () => $"{change.Key} at {change.Number} is one to {change.Organization}");
        checks.Stamps.That(state.Stamps.Add(change.Stamp), () => $"{change.Key} at {change.Number}: {change.Stamp} came before");

        if (state.Row is not { } before || before.RefreshToken != change.RefreshToken)
        {
            if (state.Row is { } replaced)
            {
                state.Replaced.Add(replaced.RefreshToken);
            }

            checks.Mixed.That(grant is null || grant.AccessToken == change.AccessToken, () => $"{change.Key} at {change.Number}: of another exchange");
            state.Counted = null;
        }
        else
        {
            ReadRefreshed(state, before, change);
        }

        if (change.NeedsConsent)
        {
            checks.Consent.That(ledger.Revoked.ContainsKey(change.RefreshToken), () => $"{change.Key} at {change.Number}{Excerpt(change.RefreshToken)}");
        }

        state.Row = change;
    }

    private void ReadRefreshed(RowState state, RowChange before, RowChange change)
    {
        if (change.AccessToken != before.AccessToken)
        {
            _kept.Add(change);
            (state.Counted, state.Overtaken) = (null, Math.Max(0, state.Overtaken - 1));
        }
        else if (change.NeedsConsent)
        {
            state.Counted = null;
        }
        else
        {
            UseOf(change.RefreshToken).Countings++;
            var end = DateTimeOffset.FromUnixTimeMilliseconds(before.ExpiresAt ?? 0);
            var now = DateTimeOffset.FromUnixTimeMilliseconds(change.LastRefresh);
            checks.Needed.That(
                now >= end - Early || (before.AccessToken is { } token && _refusedAccessTokens.Contains(token)),
                () => $"{change.Key} at {change.Number}: {now:HH:mm:ss.fff}, good until {end:HH:mm:ss.fff}{Excerpt(change.RefreshToken)}");

            if (state.Counted is { } counted && state.Overtaken == 0)
            {
                _repeated.Add(new RepeatedRefresh(change.Key, change.RefreshToken, counted, change.LastRefresh));
            }

            state.Counted = change.LastRefresh;
        }
    }

    private void CheckKept(bool isLast)
    {
        var waiting = new List<RowChange>();
        foreach (RowChange kept in _kept)
        {
            if (!ledger.Answered.TryGetValue(Fingerprint.Of(kept.AccessToken!), out string? request) && !isLast)
            {
                waiting.Add(kept);
                continue;
            }

            checks.Mixed.That(
                request is not null && _requests.TryGetValue(request, out (string RefreshToken, DateTimeOffset At) sent) && sent.RefreshToken == kept.RefreshToken,
                () => $"{kept.Key} at {kept.Number}: {(request is null ? "it came in no answer" : $"it came in the answer to {request}")}");
        }

        for (int kept = _kept.Count - waiting.Count; kept > 0; kept--)
        {
            checks.Kept.That(true, () => "");
        }

        _kept = waiting;
        List<RepeatedRefresh> repeated = isLast ? [.. _waiting, .. _repeated] : _waiting;
        (_waiting, _repeated) = (_repeated, []);
        var answered = new HashSet<string>(ledger.Answered.Values, StringComparer.Ordinal);
        foreach (RepeatedRefresh repeat in repeated)
        {
            List<RefreshRequest> uses = UseOf(repeat.RefreshToken).Requests;
            RefreshRequest? lost = uses.Find(use =>
                use.At.ToUnixTimeMilliseconds() >= repeat.First && use.At.ToUnixTimeMilliseconds() < repeat.Second && answered.Contains(use.Name));
            checks.Kept.That(
                lost is null,
                () => $"{repeat.Key}: {lost!.Name} was answered, counted at {DateTimeOffset.FromUnixTimeMilliseconds(repeat.First):HH:mm:ss.fff} and again at {DateTimeOffset.FromUnixTimeMilliseconds(repeat.Second):HH:mm:ss.fff}{Excerpt(repeat.RefreshToken)}");
        }
    }

    // The exchange has made an access token too.
    private void CheckBudget(string token)
    {
        List<DateTimeOffset> times = [.. UseOf(token).Requests.Select(request => request.At)];
        if (ledger.Grants.TryGetValue(token, out IssuedGrant? grant) && _codes.TryGetValue(grant.Code, out DateTimeOffset exchanged))
        {
            times.Add(exchanged);
        }

        times.Sort();
        int worst = Enumerable.Range(0, times.Count).Select(i => times.Skip(i).TakeWhile(time => time - times[i] < Window).Count()).DefaultIfEmpty().Max();
        MostInTenMinutes = Math.Max(MostInTenMinutes, worst);
        checks.Budget.That(worst <= Most, () => $"{worst} of {grant?.Key}{Excerpt(token)}");
    }

    private TokenUse UseOf(string token)
    {
        if (!_uses.TryGetValue(token, out TokenUse? use))
        {
            _uses.Add(token, use = new TokenUse());
        }

        return use;
    }
}
