using System.Net;
using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Checks;

/// <summary>Looks at what came of an operation: callers may believe what they are told.</summary>
internal static class CallCheck
{
    // A single failed save is tried again. After more of them it may be given up, and also where another server has changed the row: then the
    // save may have been written, and its grant replaced or ended since.
    private const int FaultsThatSavesOutlast = 3;

    // A grant whose access token is over can't be told from one that has ended.
    private static readonly TimeSpan LifeOfAnAccessToken = TimeSpan.FromMinutes(55);

    internal static void Check(Scene scene, Call call)
    {
        Ledger ledger = scene.Ledger;
        bool isSameRow = ledger.Changes == call.ChangesBefore;
        switch (call.Result)
        {
            case Connected when call.Grant is not { StoredAt: not null }:
                ledger.Violate("(5) a connect says Connected, and its grant was never in the row");
                break;
            case ConnectFailed { Error.Kind: not TokenErrorKind.CodeExpired } when call.BiginFaults == 0 && call.Grant is not { IsHeld: true, IsAlive: false }:
                ledger.Violate("(5) a connect says ConnectFailed, and Bigin has answered well");
                break;
            case DifferentOrganization when call.Operation.Change is OrganizationChange.Allow:
                ledger.Violate("(organization) a connect that may change the organization says DifferentOrganization");
                break;
            case DifferentOrganization { Picked: { } picked } when call.Operation.IsHidden || picked.Id != call.Operation.Organization:
                ledger.Violate("(organization) DifferentOrganization names another organization than the one that was picked");
                break;
            case Disconnected when call.GrantBefore is { } before && before == ledger.Current && (isSameRow || !before.IsHeld): // a held one may be imported again
                ledger.Violate($"(5) a disconnect says Disconnected, and {before.Name} is in the row");
                break;
            case NotConnected when call.GrantBefore is not null && isSameRow:
                ledger.Violate("(5) a disconnect says NotConnected, and the row was there all the time");
                break;
            case AccessToken token:
                CheckToken(scene, call, scene.Bigin.FindAccessToken(token.Reveal()));
                break;
            case BiginConnectionException exception:
                CheckException(scene, call, exception, isSameRow);
                break;
            case HttpRequestException { StatusCode: HttpStatusCode.Unauthorized } when isSameRow && MayRefresh(scene, call):
                ledger.Violate("(5) an API call says 401, and a refresh would have given a good access token");
                break;
            case Exception exception when exception is not HttpRequestException:
                ledger.Violate($"(5) an operation throws {exception.GetType().Name}: {exception.Message}");
                break;
        }
    }

    // Three in ten minutes: after that a refusal is the caller's. So is a second one, at the same address, of the token that took
    // the place of the first.
    private static bool MayRefresh(Scene scene, Call call)
    {
        DateTimeOffset oldest = scene.Timeline.Now - TimeSpan.FromMinutes(11);
        return call.GrantBefore is { IsAlive: true }
            && !scene.Scenario.HasWrongClock
            && call.StoreFaults == 0
            && call.BiginFaults == 0
            && call.ApiRequests < 2
            && scene.Ledger.EndedTokens < 2
            && scene.Timeline.Now - call.StartedAt < LifeOfAnAccessToken
            && scene.Store.Row is { } row
            && row.RecentRefreshes.Count(time => time > oldest) < 3;
    }

    private static void CheckToken(Scene scene, Call call, IssuedAccessToken? token)
    {
        if (token is null)
        {
            scene.Ledger.Violate("(2) an access token is given out that Bigin never issued");
        }
        else
        {
            RequestCheck.CheckUse(scene, call, token.Grant, "an access token is given out");
        }
    }

    private static void CheckException(Scene scene, Call call, BiginConnectionException exception, bool isSameRow)
    {
        Ledger ledger = scene.Ledger;
        switch (exception.Reason.ToString())
        {
            case "NotConnected" when call.GrantBefore is not null && isSameRow:
                ledger.Violate("(5) an operation says NotConnected, and the row was there all the time");
                break;
            case "NeedsConsent" when call.GrantBefore is { IsAlive: true } && isSameRow:
                ledger.Violate("(5) an operation says NeedsConsent, and the grant in the row lives");
                break;
            case "StoreFailed" when call.Server.StoreFaults == 0:
                ledger.Violate("(5) an operation says StoreFailed, and the store has not failed");
                break;
            case "StoreFailed" when call.Grant is { } grant && ledger.Calls.TrueForAll(other => other == call || other.Grant != grant) && isSameRow && scene.Timeline.Now - call.StartedAt < LifeOfAnAccessToken
                    && call.StoreFaults == call.SaveFaults && call.SaveFaults < FaultsThatSavesOutlast:
                ledger.Violate("(5) a connect gives up after a failure of the store that was soon over");
                break;
        }
    }
}
