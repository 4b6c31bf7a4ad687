namespace Bigin.OAuth.FaultRun;

/// <summary>What a worker was told to do to a connection, and what came of it. It truly began later than it says, and ended earlier.</summary>
internal sealed class Operation(string id, OperationKind kind, Tenant tenant, string? organization, OrganizationChange change, WorkerProcess worker)
{
    internal const string Killed = "killed";

    /// <summary>The outcome of one whose worker was about to end, and did not hear of it.</summary>
    internal const string NotBegun = "not-begun";

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string Id => id;

    internal OperationKind Kind => kind;

    internal string Key => tenant.Key;

    /// <summary>Gets the organization that the person picks.</summary>
    internal string? Organization => organization;

    internal OrganizationChange Change => change;

    internal WorkerProcess Worker => worker;

    internal long StartedAt { get; } = RealTime.Now;

    internal long EndedAt { get; private set; } = long.MaxValue;

    internal string? Outcome { get; private set; }

    internal bool IsKilled => Outcome == Killed;

    internal Task Over => _over.Task;

    internal bool IsUnderWayAt(long time) => time >= StartedAt && time <= EndedAt;

    internal void End(string outcome)
    {
        (Outcome, EndedAt) = (outcome, RealTime.Now);
        _over.TrySetResult();
    }

    public override string ToString() => $"{id} in {worker.Name}: {kind} {organization} {change}";
}
