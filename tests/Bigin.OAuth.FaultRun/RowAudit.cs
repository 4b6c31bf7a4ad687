namespace Bigin.OAuth.FaultRun;

/// <summary>Reads the history of the rows as it grows, and checks which grants come into them, with what, and when they are refreshed.</summary>
internal sealed class RowAudit(Ledger ledger, Checks checks, Story story, JournalReader journal, TokenUses uses, RefreshAudit refreshes)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, RowState> _rows = new(StringComparer.Ordinal);
    private readonly List<RowChange> _consents = [];

    internal int Saves { get; private set; }

    internal int Overtakings { get; private set; }

    /// <summary>Says whether a refresh token is in a row now.</summary>
    internal bool IsInRow(string key, string refreshToken) => _rows.TryGetValue(key, out RowState? state) && state.Resident?.RefreshToken == refreshToken;

    internal void Read(RowChange change)
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
            () => $"{change.Key} at {change.Number}: {(grant is null ? "it was never issued" : $"it is one of {grant.Key}, {(state.Replaced.Contains(change.RefreshToken) ? "replaced" : "current")}")}{story.Of(change.Key, change.At)}");
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

    // A user removes the application, or a worker revokes, before anybody can find out, but the journal may say so a little later.
    internal void CheckConsents(bool isLast)
    {
        foreach (RowChange change in _consents.ToArray())
        {
            bool isDead = story.MayHaveEnded(change.RefreshToken, journal.Codes);
            if (isDead || isLast)
            {
                checks.Consent.That(isDead, () => $"{change.Key} at {change.Number}{journal.Excerpt(change.RefreshToken)}{story.Of(change.Key, change.At)}");
                _consents.Remove(change);
            }
        }
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
            uses.Get(change.RefreshToken).Countings++;
            var end = DateTimeOffset.FromUnixTimeMilliseconds(before.ExpiresAt ?? 0);
            var now = DateTimeOffset.FromUnixTimeMilliseconds(change.LastRefresh);
            checks.Needed.That(
                now >= end - Early || before.NeedsConsent || ledger.IsImported(change.RefreshToken) || IsWanted(change)
                    || (before.AccessToken is { } token && journal.HasRefused(token)),
                () => $"{change.Key} at {change.Number}: {now:HH:mm:ss.fff}, good until {end:HH:mm:ss.fff}{journal.Excerpt(change.RefreshToken)}{story.Of(change.Key, change.At)}");

            if (state.Counted is { } counted && state.Overtaken == 0 && !ledger.IsImported(change.RefreshToken))
            {
                refreshes.Add(new RepeatedRefresh(change.Key, change.RefreshToken, counted, change.LastRefresh));
            }

            state.Counted = change.LastRefresh;
        }
        else if (change.NeedsConsent)
        {
            state.Counted = null;
        }
    }

    // RefreshAsync asks for a new one in any case, and an import proves the token that the row has.
    private bool IsWanted(RowChange change) => ledger.Operations.Values.Any(operation =>
        operation.Key == change.Key && operation.Kind is OperationKind.Refresh && operation.IsUnderWayAt(change.At));
}
