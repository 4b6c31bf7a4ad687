using System.Diagnostics;
using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>A worker as the first process sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Ledger _ledger;
    private readonly Checks _checks;
    private readonly SecretSearch _secrets;
    private readonly IReadOnlyDictionary<string, Tenant> _tenants;
    private readonly Task _output;
    private readonly Task _error;
    private readonly SemaphoreSlim _telling = new(1);
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hearsNoMore;
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process, string name, IReadOnlyDictionary<string, Tenant> tenants, Ledger ledger, Checks checks, SecretSearch secrets)
    {
        (_process, Name, _tenants, _ledger, _checks, _secrets) = (process, name, tenants, ledger, checks, secrets);
        _output = ReadAsync(process.StandardOutput, Hear);
        _error = ReadAsync(process.StandardError, line => _checks.Processes.That(false, () => $"{Name} wrote: {line}"));
    }

    internal string Name { get; }

    /// <summary>Gets when it was killed, in real time.</summary>
    internal long KilledAt { get; private set; } = long.MaxValue;

    internal static WorkerProcess Start(
        string settings, string name, ulong seed, IReadOnlyDictionary<string, Tenant> tenants, Ledger ledger, Checks checks, SecretSearch secrets) =>
        new(
            Process.Start(new ProcessStartInfo(
                "dotnet", [typeof(WorkerProcess).Assembly.Location, "worker", settings, name, seed.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!,
            name,
            tenants,
            ledger,
            checks,
            secrets);

    /// <summary>Ends it at once, as SIGKILL does, in the middle of its work.</summary>
    internal async Task KillAsync()
    {
        _checks.Processes.That(!_process.HasExited, () => $"{Name} ended by itself with {_process.ExitCode}");
        KilledAt = RealTime.Now;
        _hearsNoMore = true;
        _process.Kill();
        await EndAsync();
        foreach (Operation operation in FindUnderWay())
        {
            operation.End(Operation.Killed);
        }
    }

    internal async Task StopAsync()
    {
        await TellAsync("stop", isLast: true);
        await EndAsync();
        _checks.Processes.That(_process.ExitCode == 0, () => $"{Name} ended with {_process.ExitCode}");
        foreach (Operation operation in FindUnderWay())
        {
            _checks.Operations.That(false, () => $"{operation} had no outcome when its process stopped");
            operation.End("nothing");
        }
    }

    /// <summary>Waits for its first call.</summary>
    internal Task WaitAsync() => Task.WhenAny(_called.Task, _output);

    internal Task RestAsync() => TellAsync("rest");

    /// <summary>Has it answer.</summary>
    internal Task PingAsync() => OrderAsync("ping");

    /// <summary>Has it call for every connection once.</summary>
    internal Task CallAllAsync() => OrderAsync("all");

    /// <summary>Has it call for one connection.</summary>
    internal Task CallAsync(Tenant tenant) => OrderAsync($"one\t{tenant.Key}");

    /// <summary>Has its store fail in a random way.</summary>
    internal Task FailStoreAsync(Dice dice) => dice.Between(0, 10) switch
    {
        < 3 => FailStoreAsync("before", dice.Between(1, 3)),
        < 8 => FailStoreAsync("after", dice.Between(1, 3)),
        < 9 => FailStoreAsync("readonly", dice.Between(100, 6000)),
        _ => FailStoreAsync("away", dice.Between(100, 6000)),
    };

    internal Task HealStoreAsync() => TellAsync("heal");

    /// <summary>Has it begin an operation, beside all else that it does.</summary>
    internal async Task BeginAsync(Operation operation, params string[] words)
    {
        if (!await TellAsync(string.Join('\t', ["do", operation.Id, operation.Kind.ToString(), operation.Key, operation.Change.ToString(), .. words])))
        {
            operation.End(Operation.NotBegun);
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _telling.Dispose();
    }

    private Task<bool> FailStoreAsync(string how, int number) => TellAsync(string.Create(CultureInfo.InvariantCulture, $"store\t{how}\t{number}"));

    private IEnumerable<Operation> FindUnderWay() => _ledger.Operations.Values.Where(operation => operation.Worker == this && operation.Outcome is null);

    private async Task OrderAsync(string order)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await TellAsync(order);
        await Task.WhenAny(_done.Task, _output); // its output ends with it
    }

    // False where it is about to end and hears no more.
    private async Task<bool> TellAsync(string order, bool isLast = false)
    {
        await _telling.WaitAsync();
        try
        {
            if (_hearsNoMore)
            {
                return false;
            }

            _hearsNoMore = isLast;
            await _process.StandardInput.WriteLineAsync(order);
            await _process.StandardInput.FlushAsync();
            return true;
        }
        catch (IOException exception)
        {
            _checks.Processes.That(KilledAt != long.MaxValue, () => $"{Name} does not hear any more: {exception.Message}");
            return false;
        }
        finally
        {
            _telling.Release();
        }
    }

    private async Task EndAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAll(_output, _error);
    }

    private async Task ReadAsync(StreamReader reader, Action<string> hear)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _checks.Secrets.That(!_secrets.Finds(line), () => $"output of {Name}");
            hear(line);
        }
    }

    private void Hear(string line)
    {
        switch (line.Split(' '))
        {
            case ["answered", var request]:
                _ledger.Answered[request] = true;
                break;
            case ["call", var outcome, var key, var startedAt, var token]:
                _called.TrySetResult();
                _ledger.Called(Name, outcome, key);
                _checks.Outcomes.That(IsDocumented(outcome, _tenants[key]), () => $"{outcome} of {key} in {Name}");
                HearToken(outcome, key, long.Parse(startedAt, CultureInfo.InvariantCulture), token);
                break;
            case ["did", var id, var outcome]:
                _ledger.Operations[id].End(outcome);
                break;
            case ["faulted", var key, var call, var hasEffect, var at]:
                _ledger.StoreFaults.Enqueue(new StoreFaultRecord(Name, key, call, bool.Parse(hasEffect), long.Parse(at, CultureInfo.InvariantCulture)));
                break;
            case ["connected"]:
                _checks.Strangers.That(true, () => "");
                break;
            case ["stray", var address]:
                _checks.Strangers.That(false, () => $"{Name} connected to {address}");
                break;
            case ["unobserved", ..]:
                _checks.Processes.That(false, () => $"{Name} left an exception unobserved: {line}");
                break;
            case ["done"]:
                _done.TrySetResult();
                break;
        }
    }

    private void HearToken(string outcome, string key, long startedAt, string token)
    {
        if (outcome == "token" && _ledger.Fingerprints.TryGetValue(token, out string? refreshToken))
        {
            _ledger.Given.Enqueue(new GivenToken(Name, key, startedAt, refreshToken));
        }
        else
        {
            _checks.Mixed.That(outcome != "token", () => $"{Name} was given an access token of {key} that Bigin never issued");
            _ledger.ApiCalls[token] = (Name, key, startedAt);
        }
    }

    // The rings are the same everywhere, so nothing is ever unreadable, and the database fails only where it is made to.
    private bool IsDocumented(string outcome, Tenant tenant) => outcome switch
    {
        nameof(ConnectionFailure.NotConnected) => _ledger.MayBeGone(tenant.Key),
        nameof(ConnectionFailure.NeedsConsent) => _ledger.MayNeedConsent(tenant),
        nameof(ConnectionFailure.RefreshFailed) or nameof(ConnectionFailure.BudgetExhausted) => true,
        $"store:{nameof(StoreFault)}" => _ledger.StoreFaults.Any(fault => fault.Worker == Name),
        "token" or "HttpRequestException" or "timeout" or "cancelled" => true,
        _ when outcome.Split(':') is ["organization", var organization] => tenant.Has(organization),
        _ => outcome.StartsWith("status:", StringComparison.Ordinal),
    };
}
