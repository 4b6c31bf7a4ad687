using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Checks;

/// <summary>Writes down what happens to each grant, and notes what must not happen. docs/quality/interleavings.md has the numbers.</summary>
internal sealed class Ledger(Scene scene)
{
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
            RowCheck.CheckKept(scene, before!, after, grant);
            return;
        }

        Changes++;
        RowCheck.CheckTaken(server, before, after, grant);
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
}
