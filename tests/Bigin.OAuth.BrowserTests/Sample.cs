using System.Diagnostics;
using System.Text;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The sample, with its emulator, as a process of its own.</summary>
internal sealed class Sample : ISample
{
    private readonly ProcessStartInfo _start;
    private readonly StringBuilder _output = new();
    private Process _process = new();

    private Sample(ProcessStartInfo start, DirectoryInfo data, Uri address) => (_start, Data, Address) = (start, data, address);

    public Uri Address { get; }

    public DirectoryInfo Data { get; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    internal static async Task<Sample> StartAsync(params string[] settings)
    {
        // Hosts are on localhost and the emulator on 127.0.0.1: two sites, as in real life.
        var address = new Uri($"http://localhost:{FreePorts.Take()}");
        string project = Repository.GetPath("samples", "ConnectBigin");
        DirectoryInfo data = Directory.CreateTempSubdirectory("connect-bigin-");
        var start = new ProcessStartInfo("dotnet", [Repository.GetProgram("samples", "ConnectBigin"), .. GetSettings(address, data), .. settings])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };

        var sample = new Sample(start, data, address);
        await sample.RunAsync();
        return sample;
    }

    internal static string[] GetSettings(Uri address, DirectoryInfo data) =>
    [
        "--urls", address.GetLeftPart(UriPartial.Authority), $"--Bigin:RedirectUri={new Uri(address, "bigin/callback")}", $"--Data={data.FullName}", $"--ApiTimeout={Hang.Limit}",
    ];

    /// <summary>Ends it without warning and starts it again.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    private async Task RunAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = _start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        Task end = _process.WaitForExitAsync(); // which has read all of the output
        try
        {
            await Task.WhenAny(ready.Task, end).WaitAsync(Hang.Limit);
        }
        catch (TimeoutException)
        {
            // It is not ready, as the next line sees.
        }

        if (!ready.Task.IsCompleted)
        {
            string what = end.IsCompleted ? "ended before it was ready" : "did not become ready";
            await DisposeAsync();
            throw new InvalidOperationException($"The sample {what}. It said: {Output}");
        }
    }

    private async Task EndAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Data.Delete(recursive: true);
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.Contains("Press Ctrl+C", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
