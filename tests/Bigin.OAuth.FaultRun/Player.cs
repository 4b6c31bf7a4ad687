using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Plays the faults, moves the clock, and does what users, Bigin and machines do to connections, in the order that the seed gives.</summary>
internal sealed class Player(
    BiginEmulator emulator, SharedClock clock, FaultDeck deck, People people, IBiginConnectionStore store, IReadOnlyList<Tenant> tenants, WorkerPool workers, Dice dice) : IPlayer
{
    // More are not begun while so many are under way.
    private const int MostOperations = 40;

    // Each kind at least once, however short the run is.
    private static readonly string[] Overture =
        ["crowd", "fault", "hours", "crowd", "refuse", "minutes", "remove", "crowd", "kill", "crowd", "stop", "again", "store", "crowd", "storm"];

    public int Rounds { get; private set; }

    public int ClockMoves { get; private set; }

    public int Expirations { get; private set; }

    private bool IsOverture => Rounds < Overture.Length;

    public async Task PlayAsync(TimeSpan duration)
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

    public void Advance(TimeSpan by)
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
        < 18 => "hours",
        < 42 => "minutes",
        < 60 => "refuse",
        < 65 => "remove",
        < 135 => "crowd",
        < 143 => "again",
        < 150 => "kill",
        < 156 => "stop",
        < 168 => "store",
        < 171 => "storm",
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
                await StormAsync();
                break;
            case "remove":
                people.Remove(dice.Pick(tenants).User);
                break;
            case "crowd": // at one key, from several processes
                await CrowdAsync();
                break;
            case "again": // while it works, so that refreshes of the old grant are under way
                Tenant again = dice.Pick(tenants);
                await people.ConnectAsync(dice.Pick(workers.Workers), again, Pick(again), OrganizationChange.Allow);
                break;
            case "kill":
                await workers.KillAsync(dice.Pick(workers.Workers), dice);
                break;
            case "stop":
                workers.Stop(dice.Pick(workers.Workers), dice);
                break;
            case "store":
                await FailStoreAsync(dice.Pick(workers.Workers));
                break;
        }
    }

    // Two to five operations on one key, each in a process of its own as far as there are so many, while something goes wrong.
    private async Task CrowdAsync()
    {
        if (people.CountUnderWay() > MostOperations)
        {
            return;
        }

        Tenant tenant = dice.Chance(60) ? HotTenants.Pick(tenants, dice) : dice.Pick(tenants);
        int first = dice.Between(0, workers.Workers.Count);
        WorkerProcess[] chosen = [.. Enumerable.Range(first, dice.Between(2, 6)).Select(index => workers.Workers[index % workers.Workers.Count])];
        if (dice.Chance(35))
        {
            deck.PlayRevocation();
        }

        if (dice.Chance(40))
        {
            await FailStoreAsync(dice.Pick(chosen));
        }

        foreach (WorkerProcess worker in chosen)
        {
            await BeginAsync(worker, tenant);
            await Task.Delay(dice.Chance(50) ? 0 : dice.Between(0, 60));
        }

        int end = dice.Between(0, 100);
        await Task.Delay(end < 26 ? dice.Between(0, 300) : 0);
        switch (end)
        {
            case < 10:
                await workers.KillAsync(dice.Pick([.. chosen.Intersect(workers.Workers)]), dice);
                break;
            case < 16:
                workers.Stop(dice.Pick([.. chosen.Intersect(workers.Workers)]), dice);
                break;
            case < 26:
                Advance(TimeSpan.FromSeconds(dice.Between(31, 400))); // so that leases end, and rows are compared again
                break;
        }
    }

    private async Task BeginAsync(WorkerProcess worker, Tenant tenant)
    {
        switch (dice.Between(0, 100))
        {
            case < 20:
                await people.ConnectAsync(worker, tenant, Pick(tenant), OrganizationChange.Ask);
                break;
            case < 55:
                await people.ConnectAsync(worker, tenant, Pick(tenant), OrganizationChange.Allow);
                break;
            case < 61:
                WorkerProcess[] both = dice.Chance(50) ? [worker] : [worker, dice.Pick(workers.Workers)];
                await people.ImportAsync(both, tenant, Pick(tenant), dice.Chance(50) ? OrganizationChange.Ask : OrganizationChange.Allow);
                break;
            case < 83:
                await people.DoAsync(worker, OperationKind.Disconnect, tenant);
                break;
            case < 88:
                await people.DoAsync(worker, OperationKind.Forget, tenant);
                break;
            default:
                await people.DoAsync(worker, OperationKind.Refresh, tenant);
                break;
        }
    }

    private Task FailStoreAsync(WorkerProcess worker) => dice.Between(0, 10) switch
    {
        < 3 => worker.FailStoreAsync("before", dice.Between(1, 3)),
        < 7 => worker.FailStoreAsync("after", dice.Between(1, 3)),
        < 8 => worker.FailStoreAsync("readonly", dice.Between(100, 6000)),
        _ => worker.FailStoreAsync("away", dice.Between(100, 6000)),
    };

    private async Task StormAsync()
    {
        deck.Clear();
        Advance(TimeSpan.FromSeconds(61)); // whose holder of the lease was killed would be waited for
        Tenant stormed = dice.Pick(tenants);
        for (int times = 0; times < 14; times++)
        {
            Expire();
            await Task.WhenAll(workers.Workers.Select(worker => worker.CallAsync(stormed)));
        }
    }

    private string Pick(Tenant tenant) => dice.Chance(50) ? tenant.Home : tenant.Away;

    private void Expire()
    {
        emulator.ExpireAccessTokens();
        Expirations++;
    }

    // Most users come when they are asked to.
    private async Task ReconnectAsync()
    {
        Tenant tenant = dice.Pick(tenants);
        if (await store.FindAsync(tenant.Key) is null or { Status: ConnectionStatus.NeedsConsent })
        {
            await people.ConnectAsync(dice.Pick(workers.Workers), tenant, Pick(tenant), OrganizationChange.Allow);
        }
    }
}
