using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Checks;

/// <summary>Writes down what happens to each grant, and notes what must not happen. docs/quality/interleavings.md has the numbers.</summary>
internal sealed class Ledger(Scene scene)
{
    internal static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AheadOfTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BudgetWindow = TimeSpan.FromMinutes(10);

    internal List<Grant> Grants { get; } = [];

    internal List<Call> Calls { get; } = [];

    internal List<string> Violations { get; } = [];

    /// <summary>Gets or sets the number of access tokens that Bigin ended before their time.</summary>
    internal int EndedTokens { get; set; }

    /// <summary>Gets the number of writes after which another grant, or none, was in the row.</summary>
    internal int Changes { get; private set; }

    /// <summary>Gets the grant in the row.</summary>
    internal Grant? Current => scene.Store.Row is { } row ? FindGrant(row.RefreshToken) : null;

    internal void Violate(string what)
    {
        if (!Violations.Contains(what))
        {
            Violations.Add(what);
        }
    }

    internal Grant? FindGrant(string refreshToken)
    {
        foreach (Grant grant in Grants)
        {
            if (grant.RefreshToken == refreshToken)
            {
                return grant;
            }
        }

        return null;
    }

    internal void StoreFailed(Server server)
    {
        server.StoreFaults++;
        server.LastStoreFault = scene.Timeline.Now;
    }

    /// <summary>Takes note of a row that a server can't decrypt: it may replace the grant, and can't revoke it.</summary>
    internal StoredConnection? Read(StoredConnection? found)
    {
        if (found is { Status: ConnectionStatus.Unreadable } && Current is { } grant)
        {
            grant.WasUnreadable = true;
        }

        return found;
    }

    internal void Saved(Server server, StoredConnection? before, StoredConnection after)
    {
        if (FindGrant(after.RefreshToken) is not { } grant)
        {
            Violate("(2) the row holds a refresh token that Bigin never issued");
            return;
        }

        Grant? old = before is null ? null : FindGrant(before.RefreshToken);
        if (scene.Bigin.FindAccessToken(after.AccessToken) is { } token ? token.Grant != grant : after.AccessToken is not null)
        {
            Violate($"(2) the row holds {grant.Name} and an access token of another grant");
        }

        if (after.OrganizationId is { } id && id != grant.Organization)
        {
            Violate($"(2) the row holds {grant.Name} and an organization of another grant");
        }

        if (old == grant)
        {
            KeptGrant(before!, after, grant);
            return;
        }

        Changes++;
        TookPlace(server, before, after, grant);
        grant.StoredAt = scene.Timeline.Now;
        if (old is not null)
        {
            (old.LeftAt, old.LeftBy, old.Successor) = (scene.Timeline.Now, server, grant);
            old.IsOfOtherOrganization = before!.OrganizationId is { } left && after.OrganizationId is { } taken && left != taken;
        }
    }

    internal void Deleted(Server server, StoredConnection before)
    {
        Changes++;
        Grant grant = FindGrant(before.RefreshToken)!;
        (grant.LeftAt, grant.LeftBy) = (scene.Timeline.Now, server);
        if (server.IsCalling(OperationKind.Forget))
        {
            grant.IsForgotten = true;
        }
        else if (grant.IsAlive)
        {
            Violate($"(3) the row with {grant.Name} is deleted, which lives");
        }
    }

    internal void RefreshLeaves(Server server, Grant? grant)
    {
        if (grant is null)
        {
            Violate("(2) a refresh with a token that Bigin never issued");
            return;
        }

        // Once among all who share the store: who holds the lease has read the row under it.
        bool isUnderLease = scene.Store.Lease is not null && scene.Store.Lease == server.Lease;
        if (isUnderLease
            && grant == Current
            && grant.IsAlive
            && !scene.Scenario.HasWrongClock
            && !server.IsCalling(OperationKind.Refresh)
            && !server.IsCalling(OperationKind.Import) // it proves a token whose access token was refused
            && scene.Bigin.FindAccessToken(scene.Store.Row!.AccessToken) is { IsEnded: false }
            && scene.Store.Row.AccessTokenExpiresAt - scene.Timeline.Now > AheadOfTime)
        {
            Violate($"(once) {grant.Name} is refreshed though the row holds a good access token");
        }
    }

    internal void Revoked(Server server, Grant? grant)
    {
        if (grant is null)
        {
            Violate("(2) a revocation of a token that Bigin never issued");
            return;
        }

        if (grant is { IsHeld: true, StoredAt: null })
        {
            Violate($"(import) {grant.Name} is revoked, which the caller holds and which was never stored");
        }

        bool isDisconnecting = server.IsCalling(OperationKind.Disconnect);
        grant.IsEndedByDisconnect |= isDisconnecting;
        if (grant != Current || isDisconnecting || grant.IsInsertedAgain)
        {
            return;
        }

        // A connect whose saves and then its look at the row failed can't know that one of the saves was written.
        if (server.HasFailedToRead)
        {
            grant.IsEndedUnseen = true;
        }
        else
        {
            Violate($"(3) {grant.Name} is revoked while it is in the row");
        }
    }

    internal void ApiRequestLeaves(Server server, IssuedAccessToken? token)
    {
        if (token is null)
        {
            Violate("(2) an API request without an access token of Bigin's");
            return;
        }

        foreach (Call call in server.Calls)
        {
            if (call.Operation.Kind is OperationKind.Call)
            {
                call.ApiRequests++;
                CheckUse(call, token.Grant, "an API request leaves");
                return;
            }
        }
    }

    /// <summary>Notes the use of a grant that was replaced or ended longer ago than the servers may go without looking.</summary>
    internal void CheckUse(Call call, Grant grant, string use)
    {
        if (grant.LeftAt is not { } left || grant == Current)
        {
            return;
        }

        bool couldRead = call.Server.LastStoreFault < left && !scene.Store.FailsReads && !call.WasReading;
        if (couldRead && call.StartedAt - left > RecheckInterval + call.Server.WentBack)
        {
            Violate($"(4) {use} with {grant.Name}, {(call.StartedAt - left).TotalSeconds} s after it left the row");
        }
    }

    // The caller may import it again and on several servers, also after it left the row.
    private void TookPlaceByImport(Server server, StoredConnection? before, StoredConnection after, Grant grant)
    {
        List<Call> imports = server.Calls.FindAll(call => call.Operation.Kind is OperationKind.Import && call.Grant == grant);
        if (imports.Count == 0)
        {
            Violate($"(3) {grant.Name} is saved by a server that doesn't import it");
        }

        if (imports.TrueForAll(call => call.Operation.Change is OrganizationChange.Ask) && before?.OrganizationId is { } id && id != after.OrganizationId)
        {
            Violate($"(organization) the row moves from organization {id} to {after.OrganizationId ?? "an unknown one"} unasked");
        }

        // A token that was replaced belongs to the library. To import it again races with its revocation.
        grant.IsInsertedAgain |= grant.Successor is not null;
        grant.BroughtBackBy = grant.IsAlive || grant.IsEndedByUser || grant.IsInsertedAgain ? null : server;
        (grant.IsForgotten, grant.LeftAt, grant.Successor) = (false, null, null);
    }

    private void TookPlace(Server server, StoredConnection? before, StoredConnection after, Grant grant)
    {
        if (grant.IsHeld)
        {
            TookPlaceByImport(server, before, after, grant);
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
            Violate($"(3) {grant.Name} comes back into the row");
            return;
        }

        if (grant.Call is not { } connect || connect.Server != server)
        {
            Violate($"(3) {grant.Name} is saved by a server that it was not issued to");
            return;
        }

        if (connect.Operation.Change is OrganizationChange.Ask && before?.OrganizationId is { } id && id != after.OrganizationId)
        {
            Violate($"(organization) the row moves from organization {id} to {after.OrganizationId ?? "an unknown one"} unasked");
        }

        if (grant is { IsAlive: false, IsEndedByUser: false })
        {
            Violate($"(1) {grant.Name} is saved after it was revoked");
        }
    }

    private void KeptGrant(StoredConnection before, StoredConnection after, Grant grant)
    {
        if (before.OrganizationId is not null && before.OrganizationId != after.OrganizationId)
        {
            Violate($"(2) the row loses the organization of {grant.Name}");
        }

        if (after.Status is ConnectionStatus.NeedsConsent && grant.IsAlive)
        {
            Violate($"(5) the row needs consent, and {grant.Name} lives");
        }

        DateTimeOffset oldest = scene.Timeline.Now - BudgetWindow;
        int kept = after.RecentRefreshes.Count(time => time > oldest);
        if (!scene.Scenario.HasWrongClock && kept < Math.Min(10, before.RecentRefreshes.Count(time => time > oldest)))
        {
            Violate($"(3) a save drops a refresh of {grant.Name} that was counted");
        }
    }
}
