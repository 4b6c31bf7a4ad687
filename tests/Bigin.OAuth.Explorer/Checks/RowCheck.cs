using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Checks;

/// <summary>
/// Looks at a row that was saved: which grant has come into it, and what one that was there before has kept. Notes of grants what later checks need.
/// </summary>
internal static class RowCheck
{
    private static readonly TimeSpan BudgetWindow = TimeSpan.FromMinutes(10);

    internal static void CheckTaken(Server server, StoredConnection? before, StoredConnection after, Grant grant)
    {
        Ledger ledger = server.Scene.Ledger;
        if (grant.IsHeld)
        {
            CheckTakenByImport(server, before, after, grant);
            return;
        }

        // Nothing tells a row that was written and deleted since from one that was never written: a connect whose insert got no answer may repeat it.
        if (grant is { StoredAt: not null, Call: { IsOver: false, SaveFaults: > 0 } } && before is null)
        {
            (grant.IsForgotten, grant.IsInsertedAgain) = (false, true);
            return;
        }

        if (grant.StoredAt is not null)
        {
            ledger.Violate($"(3) {grant.Name} comes back into the row");
            return;
        }

        if (grant.Call is not { } connect || connect.Server != server)
        {
            ledger.Violate($"(3) {grant.Name} is saved by a server that it was not issued to");
            return;
        }

        if (connect.Operation.Change is OrganizationChange.Ask && before?.OrganizationId is { } id && id != after.OrganizationId)
        {
            ledger.Violate($"(organization) the row moves from organization {id} to {after.OrganizationId ?? "an unknown one"} unasked");
        }

        if (grant is { IsAlive: false, IsEndedByUser: false })
        {
            ledger.Violate($"(1) {grant.Name} is saved after it was revoked");
        }
    }

    internal static void CheckKept(Scene scene, StoredConnection before, StoredConnection after, Grant grant)
    {
        Ledger ledger = scene.Ledger;
        if (before.OrganizationId is not null && before.OrganizationId != after.OrganizationId)
        {
            ledger.Violate($"(2) the row loses the organization of {grant.Name}");
        }

        if (after.Status is ConnectionStatus.NeedsConsent && grant.IsAlive)
        {
            ledger.Violate($"(5) the row needs consent, and {grant.Name} lives");
        }

        DateTimeOffset oldest = scene.Timeline.Now - BudgetWindow;
        int kept = after.RecentRefreshes.Count(time => time > oldest);
        if (!scene.Scenario.HasWrongClock && kept < Math.Min(10, before.RecentRefreshes.Count(time => time > oldest)))
        {
            ledger.Violate($"(3) a save drops a refresh of {grant.Name} that was counted");
        }
    }

    // The caller may import it again and on several servers, also after it left the row.
    private static void CheckTakenByImport(Server server, StoredConnection? before, StoredConnection after, Grant grant)
    {
        Ledger ledger = server.Scene.Ledger;
        List<Call> imports = server.Calls.FindAll(call => call.Operation.Kind is OperationKind.Import && call.Grant == grant);
        if (imports.Count == 0)
        {
            ledger.Violate($"(3) {grant.Name} is saved by a server that doesn't import it");
        }

        if (imports.TrueForAll(call => call.Operation.Change is OrganizationChange.Ask) && before?.OrganizationId is { } id && id != after.OrganizationId)
        {
            ledger.Violate($"(organization) the row moves from organization {id} to {after.OrganizationId ?? "an unknown one"} unasked");
        }

        // A token that was replaced belongs to the library. To import it again races with its revocation.
        grant.IsInsertedAgain |= grant.Successor is not null;
        grant.BroughtBackBy = grant.IsAlive || grant.IsEndedByUser || grant.IsInsertedAgain ? null : server;
        (grant.IsForgotten, grant.LeftAt, grant.Successor) = (false, null, null);
    }
}
