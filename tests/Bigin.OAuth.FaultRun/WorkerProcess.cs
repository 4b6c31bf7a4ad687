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
    private readonly Task _output;
    private readonly Task _error;
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process, string name, Ledger ledger, Checks checks, SecretSearch secrets)
    {
        (_process, Name, _ledger, _checks, _secrets) = (process, name, ledger, checks, secrets);
        _output = ReadAsync(process.StandardOutput, Hear);
        _error = ReadAsync(process.StandardError, line => _checks.Processes.That(false, () => $"{Name} wrote: {line}"));
    }

    internal string Name { get; }

    internal static WorkerProcess Start(string settings, string name, ulong seed, Ledger ledger, Checks checks, SecretSearch secrets) =>
        new(
            Process.Start(new ProcessStartInfo(
                "dotnet", [typeof(WorkerProcess).Assembly.Location, "worker", settings, name, seed.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!,
            name,
            ledger,
            checks,
            secrets);

    /// <summary>Ends it at once, as SIGKILL does, in the middle of its work.</summary>
    internal async Task KillAsync()
    {
        _checks.Processes.That(!_process.HasExited, () => $"{Name} ended by itself with {_process.ExitCode}");
        _process.Kill();
        await EndAsync();
    }

    internal async Task StopAsync()
    {
        await TellAsync("stop");
        await EndAsync();
        _checks.Processes.That(_process.ExitCode == 0, () => $"{Name} ended with {_process.ExitCode}");
    }

    /// <summary>Waits for its first call.</summary>
    internal Task WaitAsync() => Task.WhenAny(_called.Task, _output);

    internal Task RestAsync() => TellAsync("rest");

    /// <summary>Has it call for every connection once.</summary>
    internal Task CallAllAsync() => OrderAsync("all");

    /// <summary>Has it call for one connection.</summary>
    internal Task CallAsync(Tenant tenant) => OrderAsync($"one {tenant.Key}");

    public void Dispose() => _process.Dispose();

    private async Task OrderAsync(string order)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await TellAsync(order);
        await Task.WhenAny(_done.Task, _output); // its output ends with it
    }

    private async Task TellAsync(string order)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(order);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException exception)
        {
            _checks.Processes.That(false, () => $"{Name} does not hear any more: {exception.Message}");
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
            case ["answered", var request, var fingerprint]:
                _ledger.Answered[fingerprint] = request;
                break;
            case ["call", var outcome, var key]:
                _called.TrySetResult();
                _ledger.Called(Name, outcome, key);
                _checks.Outcomes.That(IsDocumented(outcome, key), () => $"{outcome} of {key} in {Name}");
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

    // The rings are the same everywhere, so nothing is ever unreadable, and the database never fails.
    private bool IsDocumented(string outcome, string key) => outcome switch
    {
        nameof(ConnectionFailure.NotConnected) => _ledger.Disconnected.ContainsKey(key),
        nameof(ConnectionFailure.NeedsConsent) => _ledger.WasEverRevoked(key),
        nameof(ConnectionFailure.RefreshFailed) or nameof(ConnectionFailure.BudgetExhausted) => true,
        "token" or "organization" or "HttpRequestException" or "timeout" or "cancelled" => true,
        _ => outcome.StartsWith("status:", StringComparison.Ordinal),
    };
}
