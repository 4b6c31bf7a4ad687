using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.FaultRun;

/// <summary>Ends the faults, gives everything its time, and looks at what is left.</summary>
internal sealed class Settlement(
    IServiceProvider services, Ledger ledger, Checks checks, Prober prober, People people, IReadOnlyList<Tenant> tenants, WorkerPool workers)
{
    // A pause after failures is five minutes at most, an hour where a server has asked for it, and a spent budget lasts ten and a half.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(11);

    private static readonly TimeSpan LongestOperation = TimeSpan.FromMinutes(4);

    private const int MostSteps = 8;

    // A process that the machine gives no time to answers nothing in time, which says nothing of what it would answer.
    private const int MostUnansweredSteps = 60;

    private readonly IBiginConnectionStore _store = services.GetRequiredService<IBiginConnectionStore>();

    internal async Task SettleAsync(Action<TimeSpan> advance)
    {
        await Task.WhenAll(workers.Workers.Select(worker => worker.HealStoreAsync()));
        await Task.WhenAll(workers.Workers.Select(worker => worker.RestAsync()));
        await Task.WhenAny(people.WaitForAllAsync(), Task.Delay(LongestOperation));
        await workers.WaitForStoppedAsync();
        string[] unsettled = [];
        int unanswered = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            advance(Step);
            ledger.LastOutcomes.Clear();
            await Task.WhenAll(workers.Workers.Select(worker => worker.CallAllAsync()));
            unsettled = await FindUnsettledAsync();
            if (unsettled.Length == 0 && step > 0)
            {
                break;
            }

            if (ledger.LastOutcomes.Values.Contains("timeout") && unanswered < MostUnansweredSteps)
            {
                unanswered++;
                step--;
            }
        }

        foreach (Tenant tenant in tenants)
        {
            checks.Settled.That(
                !unsettled.Contains(tenant.Key),
                () => $"{tenant.Key}: {string.Join(", ", ledger.LastOutcomes.Where(x => x.Key.Key == tenant.Key).Select(x => $"{x.Value} in {x.Key.Worker}"))}");
            await ProbeAsync(tenant);
        }
    }

    private async Task<string[]> FindUnsettledAsync()
    {
        var unsettled = new List<string>();
        foreach (Tenant tenant in tenants)
        {
            StoredConnection? stored = await _store.FindAsync(tenant.Key);
            string expected = stored is null ? nameof(ConnectionFailure.NotConnected)
                : await IsAliveAsync(stored, tenant) ? $"organization:{ledger.Grants[stored.RefreshToken].Organization}"
                : nameof(ConnectionFailure.NeedsConsent);
            if (workers.Workers.Any(worker => ledger.LastOutcomes.GetValueOrDefault((worker.Name, tenant.Key)) != expected))
            {
                unsettled.Add(tenant.Key);
            }
        }

        return [.. unsettled];
    }

    private async Task<bool> IsAliveAsync(StoredConnection stored, Tenant tenant) =>
        await prober.IsAliveAsync(stored.RefreshToken, tenant, ledger.Grants[stored.RefreshToken].Organization) is true;

    private async Task ProbeAsync(Tenant tenant)
    {
        if (await _store.FindAsync(tenant.Key) is not { } stored)
        {
            return;
        }

        bool isAlive = await IsAliveAsync(stored, tenant);
        checks.Consent.That(isAlive == stored.Status is ConnectionStatus.Active, () => $"{tenant.Key}, {(isAlive ? "alive" : "dead")}, is {stored.Status}");
        if (isAlive)
        {
            checks.Mixed.That(
                await prober.OrganizationOfAsync(stored.AccessToken!, tenant) == ledger.Grants[stored.RefreshToken].Organization,
                () => $"the access token of {tenant.Key} is another organization's, or nobody's");
        }
    }
}
