using System.Diagnostics;
using Bigin.OAuth.Tests.Command;

namespace Bigin.OAuth.ProcessTests;

/// <summary>The command as a process of its own.</summary>
internal sealed class CommandProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly WatchedWriter _errors = new();
    private readonly TaskCompletionSource _errorsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CommandProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Gets the first consent link that it shows.</summary>
    internal Task<Uri> Link => _errors.Link;

    internal static CommandProcess Start(CommandSession session, params string[] arguments) => StartBare(session, session.AtEmulator(arguments));

    internal static CommandProcess StartBare(CommandSession session, params string[] arguments)
    {
        // The copy beside the tests, of which the coverage is measured too.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bigin.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BIGIN_HOME"] = session.Profile;
        start.Environment["BROWSER"] = "none";
        return new CommandProcess(Process.Start(start)!);
    }

    internal void Signal(string name) => Signals.Send(_process, name);

    internal async Task<CommandEnd> EndAsync()
    {
        string output = await _output.WaitAsync(Hang.Limit);
        await _errorsRead.Task.WaitAsync(Hang.Limit);
        await _process.WaitForExitAsync().WaitAsync(Hang.Limit);
        return new CommandEnd(_process.ExitCode, output, _errors.ToString());
    }

    public void Dispose()
    {
        _process.Kill(); // nothing, where it has ended
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _errorsRead.TrySetResult();
        }
        else
        {
            _errors.WriteLine(line);
        }
    }
}
