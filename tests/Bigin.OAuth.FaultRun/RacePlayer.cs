using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Plays nothing but connects and disconnects of a few keys in all processes, as many as can be, and no faults.</summary>
internal sealed class RacePlayer(BiginEmulator emulator, SharedClock clock, People people, IReadOnlyList<Tenant> tenants, WorkerPool workers, Dice dice) : IPlayer
{
    // Connecting takes longer, and a disconnect is worth something only where it meets a connection.
    private const int Connecting = 9;

    private const int Disconnecting = 3;

    private readonly Lock _lock = new();
    private int _rounds;

    public int Rounds => _rounds;

    public int ClockMoves { get; private set; }

    public int Expirations => 0;

    public Task PlayAsync(TimeSpan duration)
    {
        long start = TimeProvider.System.GetTimestamp();
        IEnumerable<Task> connects = tenants.SelectMany(tenant => Enumerable.Range(0, Connecting).Select(_ => RepeatAsync(
            () => people.ConnectAsync(Pick(workers.Workers), tenant, Pick([tenant.Home, tenant.Away]), OrganizationChange.Allow))));
        IEnumerable<Task> disconnects = tenants.SelectMany(tenant => Enumerable.Range(0, Disconnecting).Select(_ => RepeatAsync(
            () => people.DoAsync(Pick(workers.Workers), OperationKind.Disconnect, tenant))));
        return Task.WhenAll([.. connects, .. disconnects]);

        async Task RepeatAsync(Func<Task<Operation>> begin)
        {
            while (TimeProvider.System.GetElapsedTime(start) < duration)
            {
                await (await begin()).Over;
                await Task.Delay(Pick([0, 1, 2, 3]));
                Interlocked.Increment(ref _rounds);
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        clock.Advance(by, emulator.Clock.Advance);
        ClockMoves++;
    }

    private T Pick<T>(IReadOnlyList<T> items)
    {
        lock (_lock)
        {
            return dice.Pick(items);
        }
    }
}
