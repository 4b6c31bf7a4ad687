using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Reads the journal of the emulator and the history of the database as they grow, and checks what must hold of them.</summary>
internal sealed class Audit(BiginEmulator emulator, History history, Ledger ledger, Checks checks, SharedClock clock, Story story)
{
    internal const string Probe = "probe";

    /// <summary>The parameter that names a call of the API.</summary>
    internal const string Call = "call";

    private const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, RowState> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenUse> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _codes = new(StringComparer.Ordinal);
    private readonly List<(string Call, string AccessToken)> _calls = [];
    private readonly HashSet<string> _refusedAccessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<RowChange> _consents = [];
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

    /// <summary>Gets the times at which codes were exchanged, by the clock of the emulator.</summary>
    internal IReadOnlyDictionary<string, DateTimeOffset> Codes => _codes;

    /// <summary>Says whether a refresh token is in a row now.</summary>
    internal bool IsInRow(string key, string refreshToken) => _rows.TryGetValue(key, out RowState? state) && state.Resident?.RefreshToken == refreshToken;

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
            checks.CountedFirst.That(IsImported(token) || _uses[token].Countings >= count, () => $"{count} requests, {_uses[token].Countings} countings{Excerpt(token)}");
        }

        CheckKept(isLast);
        CheckConsents(isLast);
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

            if (request.Path.EndsWith("/revoke", StringComparison.Ordinal) && request.Parameters.GetValueOrDefault("token") is { } revoked)
            {
                string by = request.Parameters.GetValueOrDefault(AnsweredRequests.Parameter) ?? "nobody";
                story.GetRevocations(revoked).Add(new RevocationAttempt(clock.ToReal(request.At), by, request.Outcome == "revoked"));
            }

            ReadCall(request);
            if (request.Outcome == "INVALID_TOKEN" || request.Fault == FaultDeck.RefusedToken)
            {
                _refusedAccessTokens.Add(request.Parameters["Authorization"].Split(' ')[^1]);
            }
        }
    }

    private void ReadCall(EmulatorRequest request)
    {
        if (request.Parameters.TryGetValue(Call, out string? call) && request.Parameters.TryGetValue("Authorization", out string? header))
        {
            _calls.Add((call, header.Split(' ')[^1]));
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
        GetUse(token).Requests.Add(new RefreshRequest(name, request.At));
    }

    private void Read(RowChange change)
    {
        if (!_rows.TryGetValue(change.Key, out RowState? state))
        {
            _rows.Add(change.Key, state = new RowState());
        }

        if (change.Operation == RowChange.Delete)
        {
            state.Replaced.Add(change.RefreshToken);
            state.Resident?.End(change.At, successor: null);
            (state.Row, state.Counted, state.Resident) = (null, null, null);
            return;
        }

        if (change.Operation == RowChange.Overtake)
        {
            Overtakings++;
            state.Overtaken = 2;
            return;
        }

        Saves++;
        IssuedGrant? grant = ledger.Grants.GetValueOrDefault(change.RefreshToken);
        checks.Issued.That(
            grant?.Key == change.Key && (!state.Replaced.Contains(change.RefreshToken) || MayComeBack(change, grant)),
            () => $"{change.Key} at {change.Number}: {(grant is null ? "nobody has issued it" : $"it is one of {grant.Key}, {(state.Replaced.Contains(change.RefreshToken) ? "replaced" : "current")}")}{story.Of(change.Key, change.At)}");
        state.Replaced.Remove(change.RefreshToken); // what came back is refreshed and counted as before
        checks.Organization.That(
            change.Organization is null || change.Organization == grant?.Organization,
            () => $"{change.Key} at {change.Number} is one to {change.Organization}, and its grant to {grant?.Organization}");
        checks.Stamps.That(state.Stamps.Add(change.Stamp) || IsInsertOfLostSave(change), () => $"{change.Key} at {change.Number}: {change.Stamp} came before");
        if (change.AccessToken is not null && state.Row?.AccessToken != change.AccessToken)
        {
            checks.Mixed.That(
                ledger.AccessTokens.GetValueOrDefault(change.AccessToken) == change.RefreshToken,
                () => $"{change.Key} at {change.Number}: the access token came for another refresh token{story.Of(change.Key, change.At)}");
        }

        if (state.Row is not { } before || before.RefreshToken != change.RefreshToken)
        {
            TakePlace(state, change, grant);
        }
        else
        {
            checks.Organization.That(before.Organization is null || change.Organization is not null, () => $"{change.Key} at {change.Number} has lost its organization");
            state.Resident!.Organization = change.Organization;
            ReadRefreshed(state, before, change);
        }

        if (change.NeedsConsent && state.Row?.NeedsConsent is not true)
        {
            _consents.Add(change);
        }

        state.Row = change;
    }

    // An imported token may be imported again. And nothing tells a row that was written and deleted since from one that was never written, so a first
    // connect whose save got no answer may repeat it.
    private bool MayComeBack(RowChange change, IssuedGrant grant) => grant.IsImported || IsInsertOfLostSave(change);

    private bool IsInsertOfLostSave(RowChange change) => change.Operation == RowChange.Insert
        && ledger.StoreFaults.Any(fault => fault.Key == change.Key && fault is { Call: "save", HasEffect: true });

    private void TakePlace(RowState state, RowChange change, IssuedGrant? grant)
    {
        var resident = new Residence(change.Key, change.RefreshToken, change.Organization, change.At, change.Number);
        if (state.Resident is { } replaced)
        {
            state.Replaced.Add(replaced.RefreshToken);
            replaced.End(change.At, resident);
            checks.Moved.That(
                replaced.Organization is null || replaced.Organization == change.Organization || grant?.Operations.Any(operation => operation.Change is OrganizationChange.Allow) is true,
                () => $"{change.Key} at {change.Number}: from {replaced.Organization} to {change.Organization ?? "an unknown one"}{story.Of(change.Key, change.At)}");
        }

        state.Resident = resident;
        state.Counted = null;
        story.GetResidences(change.RefreshToken).Add(resident);
    }

    private void ReadRefreshed(RowState state, RowChange before, RowChange change)
    {
        if (change.AccessToken != before.AccessToken)
        {
            checks.Kept.That(true, () => "");
            (state.Counted, state.Overtaken) = (null, Math.Max(0, state.Overtaken - 1));
        }
        else if (change.LastRefresh != before.LastRefresh)
        {
            GetUse(change.RefreshToken).Countings++;
            var end = DateTimeOffset.FromUnixTimeMilliseconds(before.ExpiresAt ?? 0);
            var now = DateTimeOffset.FromUnixTimeMilliseconds(change.LastRefresh);
            checks.Needed.That(
                now >= end - Early || before.NeedsConsent || IsImported(change.RefreshToken) || IsWanted(change)
                    || (before.AccessToken is { } token && _refusedAccessTokens.Contains(token)),
                () => $"{change.Key} at {change.Number}: {now:HH:mm:ss.fff}, good until {end:HH:mm:ss.fff}{Excerpt(change.RefreshToken)}{story.Of(change.Key, change.At)}");

            if (state.Counted is { } counted && state.Overtaken == 0 && !IsImported(change.RefreshToken))
            {
                _repeated.Add(new RepeatedRefresh(change.Key, change.RefreshToken, counted, change.LastRefresh));
            }

            state.Counted = change.LastRefresh;
        }
        else if (change.NeedsConsent)
        {
            state.Counted = null;
        }
    }

    private bool IsImported(string refreshToken) => ledger.Grants.TryGetValue(refreshToken, out IssuedGrant? grant) && grant.IsImported;

    // RefreshAsync asks for a new one in any case, and an import proves the token that the row has.
    private bool IsWanted(RowChange change) => ledger.Operations.Values.Any(operation =>
        operation.Key == change.Key && operation.Kind is OperationKind.Refresh && operation.IsUnderWayAt(change.At));

    // A user removes the application, or a worker revokes, before anybody can find out, but the journal may say so a little later.
    private void CheckConsents(bool isLast)
    {
        foreach (RowChange change in _consents.ToArray())
        {
            bool isDead = story.MayHaveEnded(change.RefreshToken, _codes);
            if (isDead || isLast)
            {
                checks.Consent.That(isDead, () => $"{change.Key} at {change.Number}{Excerpt(change.RefreshToken)}{story.Of(change.Key, change.At)}");
                _consents.Remove(change);
            }
        }
    }

    /// <summary>Checks that no call used a grant that had left its row.</summary>
    internal void CheckCalls(StaleUse stale)
    {
        foreach ((string call, string accessToken) in _calls)
        {
            if (ledger.ApiCalls.TryGetValue(call, out (string Worker, string Key, long StartedAt) made) && ledger.AccessTokens.TryGetValue(accessToken, out string? token))
            {
                stale.Check(new GivenToken(made.Worker, made.Key, made.StartedAt, token), "sent");
            }
        }

        foreach (GivenToken given in ledger.Given)
        {
            stale.Check(given, "given out");
        }
    }

    private void CheckKept(bool isLast)
    {
        List<RepeatedRefresh> repeated = isLast ? [.. _waiting, .. _repeated] : _waiting;
        (_waiting, _repeated) = (_repeated, []);
        foreach (RepeatedRefresh repeat in repeated)
        {
            List<RefreshRequest> uses = GetUse(repeat.RefreshToken).Requests;
            RefreshRequest? lost = uses.Find(use =>
                use.At.ToUnixTimeMilliseconds() >= repeat.First && use.At.ToUnixTimeMilliseconds() < repeat.Second && ledger.Answered.ContainsKey(use.Name));
            checks.Kept.That(
                lost is null || HasStoreFailed(repeat),
                () => $"{repeat.Key}: {lost!.Name} was answered, counted at {DateTimeOffset.FromUnixTimeMilliseconds(repeat.First):HH:mm:ss.fff} and again at {DateTimeOffset.FromUnixTimeMilliseconds(repeat.Second):HH:mm:ss.fff}{Excerpt(repeat.RefreshToken)}");
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
        List<DateTimeOffset> times = [.. GetUse(token).Requests.Select(request => request.At)];
        if (ledger.Grants.TryGetValue(token, out IssuedGrant? grant) && grant.Code is { } code && _codes.TryGetValue(code, out DateTimeOffset exchanged))
        {
            times.Add(exchanged);
        }

        times.Sort();
        int worst = Enumerable.Range(0, times.Count).Select(i => times.Skip(i).TakeWhile(time => time - times[i] < Window).Count()).DefaultIfEmpty().Max();
        MostInTenMinutes = IsImported(token) ? MostInTenMinutes : Math.Max(MostInTenMinutes, worst);
        checks.Budget.That(worst <= Most || IsImported(token), () => $"{worst} of {grant?.Key}{Excerpt(token)}");
    }

    private TokenUse GetUse(string token)
    {
        if (!_uses.TryGetValue(token, out TokenUse? use))
        {
            _uses.Add(token, use = new TokenUse());
        }

        return use;
    }
}
