using System.Globalization;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.FaultRun;

/// <summary>Does at Bigin what the people do whose connections these are, and has workers do the rest.</summary>
internal sealed class People(IServiceProvider services, BiginEmulator emulator, Gate gate, Ledger ledger)
{
    private readonly AuthorizationUrlBuilder _links = services.GetRequiredService<AuthorizationUrlBuilder>().WithForcedConsent();
    private readonly Dictionary<string, string> _dataCenters = emulator.Users.ToDictionary(user => user.Email, user => user.DataCenter, StringComparer.Ordinal);
    private int _operations;

    internal int Removals { get; private set; }

    /// <summary>Consents for an organization, and brings the redirect to a worker.</summary>
    internal async Task<Operation> ConnectAsync(WorkerProcess worker, Tenant tenant, string organization, OrganizationChange change)
    {
        AuthorizationRequest request = _links.Build();
        Uri redirect = await emulator.AcceptAsync(request.Url, tenant.User, organization);
        string[] query = [.. redirect.Query.TrimStart('?').Split('&').Select(Redirect)];
        Operation operation = New(OperationKind.Connect, tenant, organization, change, worker);
        string code = query.Single(pair => pair.StartsWith("code=", StringComparison.Ordinal))["code=".Length..];
        ledger.Codes[Uri.UnescapeDataString(code)] = operation;
        await worker.BeginAsync(operation, $"{redirect.GetLeftPart(UriPartial.Path)}?{string.Join('&', query)}", request.Pending.ToJson());
        return operation;
    }

    /// <summary>Imports a refresh token that an older program holds, in these workers at once.</summary>
    internal async Task<IReadOnlyList<Operation>> ImportAsync(IReadOnlyList<WorkerProcess> workers, Tenant tenant, string organization, OrganizationChange change)
    {
        RefreshToken token = emulator.IssueRefreshToken(tenant.User, organization);
        var grant = new IssuedGrant(tenant.Key, organization, Code: null, Request: null, emulator.Clock.GetUtcNow());
        Operation[] operations = [.. workers.Select(worker => New(OperationKind.Import, tenant, organization, change, worker))];
        Array.ForEach(operations, grant.Operations.Enqueue);
        ledger.Grants[token.Reveal()] = grant;
        foreach (Operation operation in operations)
        {
            await operation.Worker.BeginAsync(operation, token.Reveal(), _dataCenters[tenant.User]);
        }

        return operations;
    }

    /// <summary>Has a worker disconnect, forget or refresh.</summary>
    internal async Task<Operation> DoAsync(WorkerProcess worker, OperationKind kind, Tenant tenant)
    {
        Operation operation = New(kind, tenant, null, OrganizationChange.Ask, worker);
        await worker.BeginAsync(operation);
        return operation;
    }

    /// <summary>Takes the application out of a user's account.</summary>
    internal void Remove(string user)
    {
        // Before it happens, for workers that find out at once. After it, for those tokens that were issued in between.
        ledger.Removals.Enqueue((user, emulator.Clock.GetUtcNow()));
        emulator.RevokeAll(user);
        ledger.Removals.Enqueue((user, emulator.Clock.GetUtcNow()));
        Removals++;
    }

    internal Task WaitForAllAsync() => Task.WhenAll(ledger.Operations.Values.Select(operation => operation.Over));

    private Operation New(OperationKind kind, Tenant tenant, string? organization, OrganizationChange change, WorkerProcess worker)
    {
        var operation = new Operation(
            string.Create(CultureInfo.InvariantCulture, $"op{Interlocked.Increment(ref _operations)}"), kind, tenant, organization, change, worker);
        ledger.Operations[operation.Id] = operation;
        return operation;
    }

    // The workers know the gate's addresses and not those of the emulator behind it.
    private string Redirect(string pair)
    {
        const string Name = "accounts-server=";
        if (!pair.StartsWith(Name, StringComparison.Ordinal))
        {
            return pair;
        }

        var server = new Uri(Uri.UnescapeDataString(pair[Name.Length..]));
        return Name + Uri.EscapeDataString(gate.Servers[emulator.DataCenters.Single(dataCenter => dataCenter.AccountsServer == server).Id].GetLeftPart(UriPartial.Authority));
    }
}
