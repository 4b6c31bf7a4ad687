using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bigin.OAuth.ProcessTests;

/// <summary>
/// The program that shares a store with other processes; it was built beside the tests. To start it takes longer than what it is started for, so one that has
/// done what it was ordered is taken by the next test.
/// </summary>
internal sealed class StoreWorkerProcess
{
    private static readonly ConcurrentBag<StoreWorkerProcess> Idle = [];

    private static readonly ConcurrentBag<StoreWorkerProcess> Started = [];

    private readonly Process _process;
    private readonly Task<string> _error;

    private StoreWorkerProcess(Process process) => (_process, _error) = (process, process.StandardError.ReadToEndAsync());

    internal bool HasExited => _process.HasExited;

    internal static StoreWorkerProcess Take()
    {
        if (Idle.TryTake(out StoreWorkerProcess? idle))
        {
            return idle;
        }

        var started = new StoreWorkerProcess(Process.Start(new ProcessStartInfo("dotnet", [Repository.GetProgram("tests", "Bigin.OAuth.StoreWorker")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        Started.Add(started);
        return started;
    }

    /// <summary>Ends all that are left, which must not have failed nor written an error.</summary>
    internal static async Task EndAllAsync()
    {
        try
        {
            foreach (StoreWorkerProcess worker in Idle)
            {
                worker._process.StandardInput.Close();
                await worker._process.WaitForExitAsync().WaitAsync(Hang.Limit);
                (worker._process.ExitCode, await worker._error).Should().Be((0, ""));
            }
        }
        finally
        {
            // Those of tests that have failed.
            foreach (StoreWorkerProcess worker in Started)
            {
                worker._process.Kill();
                worker._process.Dispose();
            }
        }
    }

    internal Task OrderAsync(params string[] words) => WriteLineAsync(string.Join('\t', words));

    internal async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    internal Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Hang.Limit);

    /// <summary>Waits for the answer to the order, after which another test may take the process.</summary>
    internal async Task<string> FinishAsync()
    {
        if (await ReadLineAsync() is not { } answer)
        {
            throw new InvalidOperationException($"The process has ended: {await _error}");
        }

        Idle.Add(this);
        return answer;
    }

    /// <summary>Ends it at once, in the middle of its work. Until then it must not have written an error.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        (await _error).Should().BeEmpty();
    }
}
