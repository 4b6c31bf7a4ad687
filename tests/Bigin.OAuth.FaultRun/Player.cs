using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Plays the faults, moves the clock, and does what users, Bigin and machines do to connections, in the order that the seed gives.</summary>
internal sealed class Player(
    BiginEmulator emulator, SharedClock clock, FaultDeck deck, Connector connector, Prober prober, IReadOnlyList<Tenant> tenants, WorkerPool workers, Dice dice)
{
    // Each kind at least once, however short the run is.
    private static readonly string[] Overture = ["fault", "hours", "fault", "refuse", "minutes", "revoke", "kill", "end", "again", "storm"];

    private readonly HashSet<Tenant> _revoked = [];

    internal int Rounds { get; private set; }

    internal int Revocations { get; private set; }

    internal int ClockMoves { get; private set; }

    internal int Expirations { get; private set; }

    private bool IsOverture => Rounds < Overture.Length;

    internal async Task PlayAsync(TimeSpan duration)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < duration || IsOverture)
        {
            QueueFaults();
            await PlayAsync(IsOverture ? Overture[Rounds] : Draw());
            await ReconnectAsync();
            await Task.Delay(dice.Between(100, 400));
            Rounds++;
        }
    }

    internal void Advance(TimeSpan by)
    {
        emulator.Clock.Advance(by);
        clock.Advance(by);
        ClockMoves++;
    }

    private void QueueFaults()
    {
        if (dice.Chance(IsOverture ? 100 : 50))
        {
            deck.PlayToken();
        }

        if (dice.Chance(IsOverture ? 100 : 60))
        {
            deck.PlayApi();
        }

        if (dice.Chance(IsOverture ? 100 : 25))
        {
            deck.PlayGate();
        }
    }

    private string Draw() => dice.Between(0, 200) switch
    {
        < 24 => "hours",
        < 56 => "minutes",
        < 80 => "refuse",
        < 86 => "revoke",
        < 92 => "end",
        < 100 => "again",
        < 106 => "kill",
        < 109 => "storm",
        _ => "fault",
    };

    private async Task PlayAsync(string what)
    {
        switch (what)
        {
            case "hours": // longer than an access token lives
                Advance(TimeSpan.FromSeconds(dice.Between(3660, 4500)));
                break;
            case "minutes": // longer than a lease lasts, and into the time in which tokens are renewed ahead of their end
                Advance(TimeSpan.FromSeconds(dice.Between(61, 400)));
                break;
            case "refuse":
                Expire();
                break;
            case "storm": // of one connection's tokens, as often as uses up what Zoho gives in ten minutes
                deck.Clear();
                Advance(TimeSpan.FromSeconds(61)); // whose holder of the lease was killed would be waited for
                Tenant stormed = dice.Pick([.. tenants.Except(_revoked)]);
                for (int times = 0; times < 14; times++)
                {
                    Expire();
                    await Task.WhenAll(workers.Workers.Select(worker => worker.CallAsync(stormed)));
                }

                break;
            case "revoke":
                string user = dice.Pick(tenants).User;
                connector.RevokeAll(user, tenants);
                _revoked.UnionWith(tenants.Where(tenant => tenant.User == user));
                Revocations++;
                break;
            case "end":
                deck.PlayRevocation();
                Tenant ended = dice.Pick(tenants);
                await connector.DisconnectAsync(ended, prober);
                _revoked.Add(ended);
                break;
            case "again": // while it works, so that refreshes of the old grant are under way
                Tenant again = dice.Pick(tenants);
                await connector.ConnectAsync(again);
                _revoked.Remove(again);
                break;
            case "kill":
                await workers.ReplaceAsync(dice);
                break;
        }
    }

    private void Expire()
    {
        emulator.ExpireAccessTokens();
        Expirations++;
    }

    // Most users come when they are asked to, some before anybody has found out.
    private async Task ReconnectAsync()
    {
        foreach (Tenant tenant in _revoked.ToArray())
        {
            if (dice.Chance(25) && (dice.Chance(10) || await connector.NeedsConsentAsync(tenant)))
            {
                await connector.ConnectAsync(tenant);
                _revoked.Remove(tenant);
            }
        }
    }
}
