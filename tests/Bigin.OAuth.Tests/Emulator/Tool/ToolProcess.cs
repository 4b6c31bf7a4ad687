using System.Diagnostics;
using System.Text.Json;

namespace Bigin.OAuth.Tests.Emulator.Tool;

/// <summary>The command as a process of its own, as a person or a script would run it.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ToolProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    internal static ToolProcess Start(params string[] arguments) => Start([], arguments);

    internal static ToolProcess Start((string Name, string Value)[] environment, params string[] arguments)
    {
        // The copy beside the tests, of which the coverage is measured too.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bigin-emulator.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Starts it with <c>--json</c> and waits until it says where it is.</summary>
    internal static Task<(ToolProcess Tool, JsonElement Announcement)> StartWithJsonAsync(params string[] arguments) => StartWithJsonAsync([], arguments);

    internal static async Task<(ToolProcess Tool, JsonElement Announcement)> StartWithJsonAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        ToolProcess tool = Start(environment, [.. arguments, "--json"]);
        try
        {
            return (tool, JsonElement.Parse(await tool.ReadLineAsync() ?? throw new InvalidOperationException($"It ended: {await tool._errors}")));
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    internal Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Hang.Limit);

    /// <summary>Reads on until a line that contains a text, which has to come.</summary>
    internal async Task<string> ReadUntilAsync(string text)
    {
        string read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            read += await ReadLineAsync() is { } line ? line + "\n" : throw new InvalidOperationException($"It ended: {read}{await _errors}");
        }

        return read;
    }

    internal void CloseInput() => _process.StandardInput.Close();

    internal void Signal(string name) => Signals.Send(_process, name);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and what it has printed since it was read last.</returns>
    internal async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Hang.Limit);
        string errors = await _errors.WaitAsync(Hang.Limit);
        await _process.WaitForExitAsync().WaitAsync(Hang.Limit);
        return (_process.ExitCode, output, errors);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsAPersonAsync();
        }
        finally
        {
            _process.Kill(); // nothing, where it has ended
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    // By a signal where there are any: a process that is killed can't tell what of it was covered.
    private async Task EndAsAPersonAsync()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            Signal("TERM");
            await _process.WaitForExitAsync().WaitAsync(Hang.Limit);
        }
    }
}
