using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Checks;

/// <summary>Looks from Bigin's side at what is left when everything works again and is over.</summary>
internal static class FinalCheck
{
    internal static void CheckLogs(Scene scene, IEnumerable<Server> servers)
    {
        int left = scene.Ledger.Grants.Count(grant =>
            grant is { IsAlive: true, IsForgotten: false, IsLostOnTheWay: false, Call.Server.IsKilled: not true, LeftBy.IsKilled: not true }
            && grant is not { IsHeld: true, StoredAt: null }
            && grant != scene.Ledger.Current);
        int lines = 0;
        foreach (Server server in servers)
        {
            lines += server.Log.Count("RefreshTokenLeft");
        }

        if (lines < left)
        {
            scene.Ledger.Violate($"(1) {left} refresh tokens are left at Bigin, and {lines} lines of the logs say so");
        }
    }

    internal static void CheckGrants(Scene scene)
    {
        Ledger ledger = scene.Ledger;
        foreach (Grant grant in ledger.Grants)
        {
            if (grant.IsAlive && grant != ledger.Current && !MayBeLeft(scene.Scenario.Revocation, ledger, grant))
            {
                ledger.Violate($"(1) {grant.Name} lives, and is in no row");
            }
        }

        if (ledger.Current is { BroughtBackBy: { IsKilled: false, BiginFaults: 0, StoreFaults: 0 } server } back && server.Log.Count("RefreshGivenUp") == 0)
        {
            ledger.Violate($"(3) {back.Name} is in the row again, and had ended before it was imported");
        }

        if (ledger.Current is { IsAlive: false, IsEndedByUser: false, IsEndedByDisconnect: false, IsEndedUnseen: false, IsInsertedAgain: false } current)
        {
            ledger.Violate($"(1) {current.Name} is in the row, and the library has revoked it");
        }
    }

    /// <summary>Looks at what a server says of the row, after the others have come to rest.</summary>
    internal static void CheckServer(Scene scene, Call token, Call api)
    {
        Ledger ledger = scene.Ledger;
        string? reason = ((api.Result ?? token.Result) as BiginConnectionException)?.Reason.ToString();
        switch (ledger.Current)
        {
            case null when reason != "NotConnected":
                ledger.Violate($"(5) nothing is connected, and a server says {token.Result}");
                break;
            case { IsAlive: false } when reason != "NeedsConsent" && api.ApiRequests < 2:
                ledger.Violate($"(5) the grant in the row is dead, and an API call says {api.Result}");
                break;
            case { IsAlive: true } grant when scene.Bigin.FindAccessToken((token.Result as AccessToken)?.Reveal())?.Grant != grant:
                ledger.Violate($"(5) {grant.Name} is in the row and lives, and a server says {token.Result}");
                break;
            case { IsAlive: true } grant when api.ApiRequests < 2 && (api.Result as string)?.Contains($"\"{grant.Name}\"", StringComparison.Ordinal) is not true:
                ledger.Violate($"(5) {grant.Name} is in the row and lives, and an API call says {api.Result}");
                break;
        }
    }

    private static bool MayBeLeft(ReplacedTokenRevocation revocation, Ledger ledger, Grant grant) =>
        grant.IsForgotten || grant.IsLostOnTheWay || grant.HasRevocationFailed
        || (grant.StoredAt is null ? MayBeLeftUnsaved(revocation, grant) : MayBeLeftReplaced(revocation, ledger, grant));

    // A process that was killed, or an organization that may be the same one.
    private static bool MayBeLeftUnsaved(ReplacedTokenRevocation revocation, Grant grant) => grant.Call switch
    {
        null or { Server.IsKilled: true } => true,
        { Result: DifferentOrganization { Picked: null } } => revocation is not ReplacedTokenRevocation.Always,
        _ => false,
    };

    private static bool MayBeLeftReplaced(ReplacedTokenRevocation revocation, Ledger ledger, Grant grant)
    {
        if (grant.LeftBy is { IsKilled: true } || grant.WasUnreadable || grant is { IsHeld: true, Successor: not null })
        {
            return true;
        }

        // A save that got no answer may not have been written. Then who replaced this grant isn't known, and the row that is there now decides.
        if (revocation is ReplacedTokenRevocation.OtherOrganization
            && grant.Successor is { } successor
            && ledger.Calls.Exists(call => call.Grant == successor
                && call is { SaveFaults: > 0, Result: BiginConnectionException { Reason: ConnectionFailure.StoreFailed } }))
        {
            return true;
        }

        return grant.Successor is not null && revocation switch
        {
            ReplacedTokenRevocation.Never => true,
            ReplacedTokenRevocation.Always => false,
            _ => !grant.IsOfOtherOrganization,
        };
    }
}
