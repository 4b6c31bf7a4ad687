using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The sample, with its emulator, as a process of its own.</summary>
internal sealed class Sample : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Sample(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Gets the folder that outlives the sample, where it is this sample's alone.</summary>
    private DirectoryInfo? Data { get; init; }

    internal Uri Address { get; }

    /// <summary>Everything that it has printed and logged.</summary>
    internal string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    internal static Task<Sample> StartAsync(params string[] settings) => StartAsync(Directory.CreateTempSubdirectory("connect-bigin-"), isKept: false, settings);

    /// <summary>Starts it with what an earlier one has left in a folder.</summary>
    internal static Task<Sample> StartAgainAsync(DirectoryInfo data) => StartAsync(data, isKept: true);

    private static async Task<Sample> StartAsync(DirectoryInfo data, bool isKept, params string[] settings)
    {
        // Hosts are on localhost and the emulator on 127.0.0.1: two sites, as in real life.
        string address = $"http://localhost:{FreePort()}";
        string project = Repository.PathOf("samples", "ConnectBigin");
        string build = Path.GetRelativePath(Repository.PathOf("tests", "Bigin.OAuth.BrowserTests"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(project, build, "ConnectBigin.dll"), "--urls", address, $"--Bigin:RedirectUri={address}/bigin/callback", $"--Data={data.FullName}", .. settings])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };

        var sample = new Sample(new Process { StartInfo = start }, new Uri(address)) { Data = isKept ? null : data };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sample._process.OutputDataReceived += (_, line) => sample.Hear(line.Data, ready);
        sample._process.ErrorDataReceived += (_, line) => sample.Hear(line.Data, ready);
        sample._process.Start();
        sample._process.BeginOutputReadLine();
        sample._process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            string output = sample.Output;
            await sample.DisposeAsync();
            throw new InvalidOperationException($"The sample did not start. It said: {output}");
        }

        return sample;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Data?.Delete(recursive: true);
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
