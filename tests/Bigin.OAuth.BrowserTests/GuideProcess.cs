using System.Diagnostics;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The application of the guide to Blazor, with its emulator, as a process of its own.</summary>
internal sealed class GuideProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private GuideProcess(Process process, Uri address) => (_process, Address) = (process, address);

    internal Uri Address { get; }

    /// <summary>Gets the lines that it has written so far.</summary>
    internal string[] Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    internal static async Task<GuideProcess> StartAsync(string project, params string[] settings)
    {
        var address = new Uri($"http://localhost:{FreePorts.Take()}");
        string folder = Repository.GetPath("tests", project);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet",
                [Repository.GetProgram("tests", project), "--urls", address.GetLeftPart(UriPartial.Authority), $"--Bigin:RedirectUri={new Uri(address, "bigin/callback")}", .. settings])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            },
        };
        var guide = new GuideProcess(process, address);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => guide.Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => guide.Hear(line.Data, ready);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync()).WaitAsync(Hang.Limit);
        if (!ready.Task.IsCompleted)
        {
            throw new InvalidOperationException($"The application has ended. It said: {string.Join('\n', guide.Lines)}");
        }

        return guide;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
        }

        if (line.Contains("Press Ctrl+C", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
