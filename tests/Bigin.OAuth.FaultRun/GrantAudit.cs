namespace Bigin.OAuth.FaultRun;

/// <summary>Looks from Bigin's side at what has become of every refresh token that it issued, when all workers have ended.</summary>
internal sealed class GrantAudit(
    Audit audit, Story story, Ledger ledger, Checks checks, Prober prober, LogLines logs, IReadOnlyDictionary<string, Tenant> tenants, ReplacedTokenRevocation policy)
{
    // Replaced tokens are revoked beside the caller, in three tries that take half a minute at most.
    private const long LongestRevocation = 40_000;

    // Times of two processes, and of a statement and its trigger.
    private const long Slack = 50;

    private readonly Dictionary<string, int> _left = new(StringComparer.Ordinal);

    /// <summary>Gets how many refresh tokens live and are in no row, by the reason that allows it.</summary>
    internal SortedDictionary<string, int> Left { get; } = new(StringComparer.Ordinal);

    internal async Task CheckAsync()
    {
        foreach ((string token, IssuedGrant grant) in ledger.Grants)
        {
            CheckRevocations(token, grant);
            CheckDeletions(token, grant);
            if (await prober.IsAliveAsync(token, tenants[grant.Key], grant.Organization) is true)
            {
                checks.Lost.That(!story.WasRevoked(token), () => $"{grant.Key}: {Name(token)} was revoked and lives");
                CheckLeft(token, grant);
            }
            else
            {
                checks.Lost.That(story.MayHaveEnded(token, audit.Journal.Codes), () => $"{grant.Key}: {Name(token)} is dead, and was never revoked");
            }
        }

        foreach ((string key, int left) in _left)
        {
            checks.Said.That(logs.CountLeft(key) >= left, () => $"{left} refresh tokens of {key} are left, and {logs.CountLeft(key)} lines say so");
        }

        foreach (Operation operation in ledger.Operations.Values)
        {
            CheckOperation(operation);
        }
    }

    private void CheckLeft(string token, IssuedGrant grant)
    {
        if (audit.Rows.IsInRow(grant.Key, token))
        {
            return;
        }

        (string? reason, bool isSaid) = FindReason(token, grant);
        checks.Left.That(
            reason is not null,
            () => $"{grant.Key}: {Name(token)} of {grant.Organization} lives, and is in no row{story.Of(grant.Key, story.GetResidences(token) is [.., { Until: var at }] ? at : grant.Operations.Last().StartedAt)}");
        if (reason is not null)
        {
            Left[reason] = Left.GetValueOrDefault(reason) + 1;
            _left[grant.Key] = _left.GetValueOrDefault(grant.Key) + (isSaid ? 1 : 0);
        }
    }

    // The choices that the documentation names, and whether the log has a line for each.
    private (string? Reason, bool IsSaid) FindReason(string token, IssuedGrant grant)
    {
        bool isTried = ledger.RevocationAttempts.ContainsKey(token);
        if (story.GetResidences(token) is [.., var last])
        {
            return last.Successor is { } successor ? FindReasonOfReplaced(grant, last, successor, isTried)
                : IsForgottenAt(last) ? ("forgotten", false)
                : (null, false);
        }

        return grant.IsImported ? ("imported, and never stored", false)
            : !ledger.Answered.ContainsKey(grant.Request!) ? ("its answer was lost", false)
            : grant.Operations.Any(operation => operation.IsKilled) ? ("killed before the save", false)
            : isTried ? ("its revocation failed", true)
            : policy is not ReplacedTokenRevocation.Always && grant.Operations.Any(operation => operation.Outcome == "DifferentOrganization:unknown") ? ("unknown organization", true)
            : (null, false);
    }

    private (string? Reason, bool IsSaid) FindReasonOfReplaced(IssuedGrant grant, Residence last, Residence successor, bool isTried)
    {
        List<Operation> replacing = [.. ledger.Grants[successor.RefreshToken].Operations];
        bool isKilled = replacing.Exists(operation => operation.Worker.KilledAt < last.Until + LongestRevocation);
        bool isUnanswered = replacing.Exists(operation => operation.Outcome is "StoreFailed" or $"store:{nameof(StoreFault)}");
        bool isOther = last.Organization is { } before && successor.FirstOrganization is { } now && before != now;
        return grant.IsImported ? ("imported, so the other program's too", !isKilled)
            : policy is ReplacedTokenRevocation.Never ? ("never revoked", !isKilled)
            : policy is ReplacedTokenRevocation.OtherOrganization && !isOther ? ("same organization", !isKilled)
            : isTried ? ("its revocation failed", !isKilled)
            : isKilled ? ("killed before the revocation", false)
            : policy is ReplacedTokenRevocation.OtherOrganization && isUnanswered ? ("an unanswered save", true)
            : (null, false);
    }

    // A disconnect may do it. So may a connect whose saves and then its look at the row failed, and where a token is imported again that was replaced.
    private void CheckRevocations(string token, IssuedGrant grant)
    {
        foreach (RevocationAttempt attempt in story.GetRevocations(token).Where(attempt => attempt.IsDone))
        {
            bool isDisconnect = ledger.Operations.TryGetValue(AnsweredRequests.GetOperation(attempt.Request), out Operation? operation) && operation.Kind is OperationKind.Disconnect;
            bool isUnseen = grant.Operations.Contains(operation!) && ledger.StoreFaults.Any(fault =>
                fault.Key == grant.Key && fault.Worker == operation!.Worker.Name && fault.At >= operation.StartedAt && fault.At <= operation.EndedAt);
            checks.Winner.That(
                isDisconnect || isUnseen || grant.IsImported || !story.GetResidences(token).Exists(residence => residence.Covers(attempt.At - Slack, attempt.At + Slack)),
                () => $"{grant.Key}: {attempt.Request} revoked {Name(token)} at {RealTime.Text(attempt.At)}{story.Of(grant.Key, attempt.At)}");
        }
    }

    private void CheckDeletions(string token, IssuedGrant grant)
    {
        foreach (Residence residence in story.GetResidences(token).Where(residence => residence is { IsOver: true, Successor: null }))
        {
            checks.Deleted.That(
                story.GetRevocations(token).Exists(attempt => attempt.IsDone && attempt.At <= residence.Until + Slack)
                    || IsForgottenAt(residence)
                    || (!story.WasRevoked(token) && story.MayHaveEnded(token, audit.Journal.Codes)),
                () => $"{grant.Key}: the row with {Name(token)} was deleted at {RealTime.Text(residence.Until)}{story.Of(grant.Key, residence.Until)}");
        }
    }

    private bool IsForgottenAt(Residence residence) => ledger.Operations.Values.Any(operation =>
        operation.Key == residence.Key && operation.Kind is OperationKind.Forget
        && operation.StartedAt <= residence.Until + Slack && operation.EndedAt >= residence.Until - Slack);

    private void CheckOperation(Operation operation)
    {
        string outcome = operation.Outcome ?? "nothing";
        checks.Operations.That(IsDocumented(operation, outcome.Split(':')[0]), () => $"{operation}: {outcome}{story.Of(operation.Key, operation.StartedAt)}");
        if (outcome is nameof(Disconnected) or nameof(NotConnected))
        {
            checks.Operations.That(
                !story.ResidencesOfKey(operation.Key).Any(residence => residence.Covers(operation.StartedAt, operation.EndedAt) && WasVisibleAt(operation.StartedAt, residence)),
                () => $"{operation}: {outcome}, and the row was there all the time{story.Of(operation.Key, operation.StartedAt)}");
        }

        if (outcome is nameof(Connected))
        {
            checks.Operations.That(
                ledger.Grants.Any(grant => grant.Value.Operations.Contains(operation) && story.GetResidences(grant.Key).Count > 0),
                () => $"{operation}: Connected, and its grant was never in the row{story.Of(operation.Key, operation.EndedAt)}");
        }
    }

    // A trigger runs before its transaction ends, and only then others see the row. The connect that saved it has ended after that.
    private bool WasVisibleAt(long time, Residence residence) =>
        ledger.Grants[residence.RefreshToken].Operations.Any(operation => operation.Outcome == nameof(Connected) && operation.EndedAt <= time);

    private bool IsDocumented(Operation operation, string outcome) => (operation.Kind, outcome) switch
    {
        (_, Operation.Killed or Operation.NotBegun) => true,
        (_, "store") => operation.Outcome == $"store:{nameof(StoreFault)}" && HasStoreFailed(operation),
        (OperationKind.Connect, nameof(ConnectionFailure.StoreFailed)) => HasStoreFailed(operation),
        (OperationKind.Import, nameof(ConnectionFailure.StoreFailed) or nameof(ConnectionFailure.BudgetExhausted) or nameof(ConnectionFailure.RefreshFailed)) => true,
        (OperationKind.Connect or OperationKind.Import, nameof(Connected) or nameof(ConnectFailed)) => true,
        (OperationKind.Connect or OperationKind.Import, nameof(DifferentOrganization)) => operation.Change is OrganizationChange.Ask,
        (OperationKind.Disconnect, nameof(Disconnected) or nameof(NotConnected) or nameof(DisconnectFailed)) => true,
        (OperationKind.Forget, "Forgotten" or "NothingToForget") => true,
        (OperationKind.Refresh, "Refreshed" or nameof(ConnectionFailure.RefreshFailed) or nameof(ConnectionFailure.BudgetExhausted)) => true,
        (OperationKind.Refresh, nameof(ConnectionFailure.NotConnected)) => ledger.MayBeGone(operation.Key),
        (OperationKind.Refresh, nameof(ConnectionFailure.NeedsConsent)) => ledger.MayNeedConsent(tenants[operation.Key]),
        _ => false,
    };

    private bool HasStoreFailed(Operation operation) => ledger.StoreFaults.Any(fault => fault.Key == operation.Key && fault.Worker == operation.Worker.Name);

    private static string Name(string token) => Fingerprint.Of(token)[..8];
}
