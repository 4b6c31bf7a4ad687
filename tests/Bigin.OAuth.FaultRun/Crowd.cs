namespace Bigin.OAuth.FaultRun;

/// <summary>Has several processes do something to one key at once while something goes wrong, again and again.</summary>
internal sealed class Crowd(FaultDeck deck, People people, IReadOnlyList<Tenant> tenants, WorkerPool workers, Action<TimeSpan> advance, Dice dice)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    // What everybody does at first, however short the run is. After that the dice decide.
    private readonly Queue<int> _first = new([0, 20, 61, 83, 55, 88]);

    internal async Task PlayAsync(CancellationToken over)
    {
        do
        {
            // The next ones come while slow ones are still under way.
            Task operations = await PlayOnceAsync();
            await Task.WhenAny(operations, Task.Delay(LongestWait, CancellationToken.None));
            await Task.Delay(dice.Between(0, 100), CancellationToken.None);
        }
        while (!over.IsCancellationRequested || _first.Count > 0);
    }

    private async Task<Task> PlayOnceAsync()
    {
        Tenant tenant = dice.Chance(60) ? HotTenants.Pick(tenants, dice) : dice.Pick(tenants);
        IReadOnlyList<WorkerProcess> all = workers.Workers;
        int first = dice.Between(0, all.Count);
        WorkerProcess[] chosen = [.. Enumerable.Range(first, dice.Between(2, 6)).Select(index => all[index % all.Count])];
        if (dice.Chance(35))
        {
            deck.PlayRevocation();
        }

        if (dice.Chance(35))
        {
            await dice.Pick(chosen).FailStoreAsync(dice);
        }

        var operations = new List<Operation>();
        foreach (WorkerProcess worker in chosen)
        {
            operations.AddRange(await BeginAsync(worker, tenant));
            await Task.Delay(dice.Chance(60) ? 0 : dice.Between(0, 60));
        }

        int end = _first.Count > 0 ? 100 : dice.Between(0, 100);
        await Task.Delay(end < 10 ? dice.Between(0, 300) : 0);
        switch (end)
        {
            case < 3:
                await workers.KillAsync(dice.Pick(chosen), dice);
                break;
            case < 5:
                workers.Stop(dice.Pick(chosen), dice);
                break;
            case < 10:
                advance(TimeSpan.FromSeconds(dice.Between(31, 400))); // so that leases end, and rows are compared again
                break;
        }

        return Task.WhenAll(operations.Select(operation => operation.Over));
    }

    private async Task<IReadOnlyList<Operation>> BeginAsync(WorkerProcess worker, Tenant tenant)
    {
        string organization = dice.Chance(50) ? tenant.Home : tenant.Away;
        switch (_first.TryDequeue(out int first) ? first : dice.Between(0, 100))
        {
            case < 20:
                return [await people.ConnectAsync(worker, tenant, organization, OrganizationChange.Ask)];
            case < 55:
                return [await people.ConnectAsync(worker, tenant, organization, OrganizationChange.Allow)];
            case < 61:
                WorkerProcess[] both = dice.Chance(50) ? [worker] : [worker, dice.Pick(workers.Workers)];
                return await people.ImportAsync(both, tenant, organization, dice.Chance(50) ? OrganizationChange.Ask : OrganizationChange.Allow);
            case < 83:
                return [await people.DoAsync(worker, OperationKind.Disconnect, tenant)];
            case < 88:
                return [await people.DoAsync(worker, OperationKind.Forget, tenant)];
            default:
                return [await people.DoAsync(worker, OperationKind.Refresh, tenant)];
        }
    }
}
