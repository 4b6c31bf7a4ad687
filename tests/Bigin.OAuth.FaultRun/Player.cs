using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Plays the faults, moves the clock, and does what users, Bigin and machines do to connections, in the order that the seed gives.</summary>
internal sealed class Player(
    BiginEmulator emulator, SharedClock clock, FaultDeck deck, People people, IBiginConnectionStore store, IReadOnlyList<Tenant> tenants, WorkerPool workers,
    Func<bool> hasSeenFaultsAndRefreshes, int crowds, Dice dice) : IPlayer
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);

    private const int Patience = 4;

    // Where no fault or no refresh ever comes, the run ends too.
    private const int MaxOvertures = 10;

    // Each kind once, however short the run is. A busy process may not meet a fault in that time, so it comes again until one has.
    private static readonly string[] Overture =
        ["fault", "hours", "refuse", "minutes", "remove", "kill", "fault", "stop", "again", "store", "storm"];

    private readonly Lock _lock = new();

    public int Rounds { get; private set; }

    public int ClockMoves { get; private set; }

    public int Expirations { get; private set; }

    // For how long it lasts depends on what processes meet, so it is asked once a round.
    private bool IsOverture => Rounds < Overture.Length || (Rounds < Overture.Length * MaxOvertures && !hasSeenFaultsAndRefreshes());

    public async Task PlayAsync(TimeSpan duration)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var over = new CancellationTokenSource();
        Task gathering = Task.WhenAll(Enumerable.Range(0, crowds)
            .Select(_ => new Crowd(deck, people, tenants, workers, Advance, new Dice(dice.Next())).PlayAsync(over.Token)).ToArray());
        for (bool isOverture = true; isOverture || TimeProvider.System.GetElapsedTime(start) < duration; isOverture = IsOverture)
        {
            QueueFaults(isOverture);
            await PlayAsync(isOverture ? Overture[Rounds % Overture.Length] : Draw());
            await ReconnectAsync();
            await PauseAsync();
            Rounds++;
        }

        await over.CancelAsync();
        await gathering;
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            clock.Advance(by, emulator.Clock.Advance);
            ClockMoves++;
        }
    }

    // Longer on a machine that is busy otherwise: the clock must not run away from what processes do.
    private async Task PauseAsync()
    {
        long start = TimeProvider.System.GetTimestamp();
        await Task.WhenAny(dice.Pick(workers.Workers).PingAsync(), Task.Delay(LongestCall));
        await Task.Delay(TimeSpan.FromMilliseconds(dice.Between(100, 400)) + (TimeProvider.System.GetElapsedTime(start) * Patience));
    }

    private void QueueFaults(bool isOverture)
    {
        if (dice.Chance(isOverture ? 100 : 50))
        {
            deck.PlayToken();
        }

        if (dice.Chance(isOverture ? 100 : 60))
        {
            deck.PlayApi();
        }

        if (dice.Chance(isOverture ? 100 : 25))
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
        < 80 => "again",
        < 84 => "kill",
        < 88 => "stop",
        < 100 => "store",
        < 103 => "storm",
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
                await dice.Pick(workers.Workers).FailStoreAsync(dice);
                break;
        }
    }

    private async Task StormAsync()
    {
        deck.Clear();
        Advance(TimeSpan.FromSeconds(61)); // whose holder of the lease was killed would be waited for
        if (await FindActiveAsync() is not { } stormed)
        {
            return;
        }

        for (int times = 0; times < 14; times++)
        {
            Expire();
            await Task.WhenAny(Task.WhenAll(workers.Workers.Select(worker => worker.CallAsync(stormed))), Task.Delay(LongestCall));
        }
    }

    private async Task<Tenant?> FindActiveAsync()
    {
        int first = dice.Between(0, tenants.Count);
        foreach (Tenant tenant in tenants.Skip(first).Concat(tenants.Take(first)))
        {
            if (await store.FindAsync(tenant.Key) is { Status: ConnectionStatus.Active })
            {
                return tenant;
            }
        }

        return null;
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
