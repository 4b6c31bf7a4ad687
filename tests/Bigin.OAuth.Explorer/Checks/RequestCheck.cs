using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Checks;

/// <summary>Looks at what servers send to Bigin and which tokens they give out, and notes of grants and calls what later checks need.</summary>
internal static class RequestCheck
{
    private static readonly TimeSpan AheadOfTime = TimeSpan.FromMinutes(5);

    internal static void CheckRefresh(Server server, Grant? grant)
    {
        Scene scene = server.Scene;
        if (grant is null)
        {
            scene.Ledger.Violate("(2) a refresh with a token that Bigin never issued");
            return;
        }

        // Once among all who share the store: who holds the lease has read the row under it.
        bool isUnderLease = scene.Store.Lease is not null && scene.Store.Lease == server.Lease;
        if (isUnderLease
            && grant == scene.Ledger.Current
            && grant.IsAlive
            && !scene.Scenario.HasWrongClock
            && !server.IsCalling(OperationKind.Refresh)
            && !server.IsCalling(OperationKind.Import) // it proves a token whose access token was refused
            && scene.Bigin.FindAccessToken(scene.Store.Row!.AccessToken) is { IsEnded: false }
            && scene.Store.Row.AccessTokenExpiresAt - scene.Timeline.Now > AheadOfTime)
        {
            scene.Ledger.Violate($"(once) {grant.Name} is refreshed though the row holds a good access token");
        }
    }

    internal static void CheckRevocation(Server server, Grant? grant)
    {
        Ledger ledger = server.Scene.Ledger;
        if (grant is null)
        {
            ledger.Violate("(2) a revocation of a token that Bigin never issued");
            return;
        }

        if (grant is { IsHeld: true, StoredAt: null })
        {
            ledger.Violate($"(import) {grant.Name} is revoked, which the caller holds and which was never stored");
        }

        bool isDisconnecting = server.IsCalling(OperationKind.Disconnect);
        grant.IsEndedByDisconnect |= isDisconnecting;
        if (grant != ledger.Current || isDisconnecting || grant.IsInsertedAgain)
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
            ledger.Violate($"(3) {grant.Name} is revoked while it is in the row");
        }
    }

    internal static void CheckApiRequest(Server server, IssuedAccessToken? token)
    {
        if (token is null)
        {
            server.Scene.Ledger.Violate("(2) an API request without an access token of Bigin's");
            return;
        }

        foreach (Call call in server.Calls)
        {
            if (call.Operation.Kind is OperationKind.Call)
            {
                call.ApiRequests++;
                CheckUse(server.Scene, call, token.Grant, "an API request leaves");
                return;
            }
        }
    }

    /// <summary>Notes the use of a grant that was replaced or ended longer ago than the servers may go without looking.</summary>
    internal static void CheckUse(Scene scene, Call call, Grant grant, string use)
    {
        if (grant.LeftAt is not { } left || grant == scene.Ledger.Current)
        {
            return;
        }

        bool couldRead = call.Server.LastStoreFault < left && !scene.Store.FailsReads && !call.WasReading;
        if (couldRead && call.StartedAt - left > Server.RecheckInterval + call.Server.WentBack)
        {
            scene.Ledger.Violate($"(4) {use} with {grant.Name}, {(call.StartedAt - left).TotalSeconds} s after it left the row");
        }
    }
}
