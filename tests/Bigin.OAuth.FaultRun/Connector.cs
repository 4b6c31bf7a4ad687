using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.FaultRun;

/// <summary>Does what the people do whose connections these are: connects, ends, and looks whether consent is needed.</summary>
internal sealed class Connector(IServiceProvider services, BiginEmulator emulator, Ledger ledger, Checks checks)
{
    private const int MostAttempts = 30;

    private readonly BiginConnections _connections = services.GetRequiredService<BiginConnections>();
    private readonly AuthorizationUrlBuilder _links = services.GetRequiredService<AuthorizationUrlBuilder>().WithForcedConsent();
    private readonly RedirectResponseParser _parser = services.GetRequiredService<RedirectResponseParser>();

    internal int Connects { get; private set; }

    internal int Disconnects { get; private set; }

    /// <summary>Connects a key, in place of what may be there, with a new code until an exchange works.</summary>
    internal async Task ConnectAsync(Tenant tenant)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            AuthorizationRequest request = _links.Build();
            Uri redirect = await emulator.AcceptAsync(request.Url, tenant.User, tenant.Organization);
            Exchanges.Key = tenant.Key;
            ConnectResult result = await _connections.ConnectAsync(tenant.Key, (AuthorizationResult)_parser.Parse(redirect, request.Pending));
            // Where faults hide the organization it may be another one, so the connection stays as it is. The person consents again.
            checks.Outcomes.That(result is Connected or ConnectFailed or DifferentOrganization { Picked: null }, () => $"{result} of {tenant.Key}");
            if (result is Connected)
            {
                Connects++;
                return;
            }
        }

        throw new InvalidOperationException($"{tenant.Key} could not be connected in {MostAttempts} attempts.");
    }

    /// <summary>Disconnects a key until that works, which leaves nothing behind, at Bigin or here.</summary>
    internal async Task DisconnectAsync(Tenant tenant, Prober prober)
    {
        Revoke(grant => grant.Key == tenant.Key);
        ledger.Disconnected[tenant.Key] = true;
        string? token = (await services.GetRequiredService<IBiginConnectionStore>().FindAsync(tenant.Key))?.RefreshToken;
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            DisconnectResult result = await _connections.DisconnectAsync(tenant.Key);
            checks.Outcomes.That(result is Disconnected or NotConnected or DisconnectFailed, () => $"{result} of {tenant.Key}");
            if (result is not DisconnectFailed)
            {
                Disconnects++;
                checks.Ended.That(await _connections.FindAsync(tenant.Key) is null, () => $"{tenant.Key} is still there");
                checks.Ended.That(token is null || await prober.IsAliveAsync(token, tenant) is not true, () => $"{tenant.Key} is not revoked");
                return;
            }
        }
    }

    /// <summary>Takes the application out of a user's account.</summary>
    internal void RevokeAll(string user, IEnumerable<Tenant> tenants)
    {
        HashSet<string> keys = [.. tenants.Where(tenant => tenant.User == user).Select(tenant => tenant.Key)];
        Revoke(grant => keys.Contains(grant.Key));
        emulator.RevokeAll(user);
    }

    internal async Task<bool> NeedsConsentAsync(Tenant tenant) => await _connections.FindAsync(tenant.Key) is null or { Status: ConnectionStatus.NeedsConsent };

    // Before it happens: a worker may find out at once.
    private void Revoke(Func<IssuedGrant, bool> which)
    {
        foreach ((string token, IssuedGrant grant) in ledger.Grants)
        {
            if (which(grant))
            {
                ledger.Revoked[token] = true;
            }
        }
    }
}
