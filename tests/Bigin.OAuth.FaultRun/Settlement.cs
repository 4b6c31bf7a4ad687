using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.FaultRun;

/// <summary>Ends the faults, gives everything its time, and looks at what is left.</summary>
internal sealed class Settlement(IServiceProvider services, Ledger ledger, Checks checks, Prober prober, IReadOnlyList<Tenant> tenants, WorkerPool workers)
{
    // A pause after failures is five minutes at most, an hour where a server has asked for it, and a spent budget lasts ten and a half.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(11);

    private const int MostSteps = 8;

    private readonly IBiginConnectionStore _store = services.GetRequiredService<IBiginConnectionStore>();

    internal async Task SettleAsync(Action<TimeSpan> advance)
    {
        await Task.WhenAll(workers.Workers.Select(worker => worker.RestAsync()));
        string[] unsettled = [];
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
                : ledger.Revoked.ContainsKey(stored.RefreshToken) ? nameof(ConnectionFailure.NeedsConsent)
                : "organization";
            if (workers.Workers.Any(worker => ledger.LastOutcomes.GetValueOrDefault((worker.Name, tenant.Key)) != expected))
            {
                unsettled.Add(tenant.Key);
            }
        }

        return [.. unsettled];
    }

    private async Task ProbeAsync(Tenant tenant)
    {
        if (await _store.FindAsync(tenant.Key) is not { } stored)
        {
            checks.Lost.That(ledger.Disconnected.ContainsKey(tenant.Key), () => $"{tenant.Key} is gone");
            return;
        }

        bool isRevoked = ledger.Revoked.ContainsKey(stored.RefreshToken);
        checks.Lost.That(await prober.IsAliveAsync(stored.RefreshToken, tenant) == !isRevoked, () => $"{tenant.Key}, {(isRevoked ? "revoked" : "not revoked")}");
        checks.Consent.That(isRevoked == stored.Status is ConnectionStatus.NeedsConsent, () => $"{tenant.Key}, {(isRevoked ? "revoked" : "not revoked")}, is {stored.Status}");
        if (!isRevoked)
        {
            checks.Mixed.That(
                await prober.OrganizationOfAsync(stored.AccessToken!, tenant) == tenant.Organization, () => $"the access token of {tenant.Key} is another organization's, or nobody's");
        }
    }
}
