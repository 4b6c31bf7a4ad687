using System.Diagnostics;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections.Store;
using ConnectBigin;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The sample in this process, so that a test gets at its emulator: at the clock and the faults. It starts much quicker than <see cref="Sample"/>.</summary>
internal sealed class SampleHere : ISample
{
    private readonly FakeLogCollector _log = new();
    private readonly string[] _settings;
    private IHost? _host;
    private Task _run = Task.CompletedTask;

    private SampleHere(Uri address, DirectoryInfo data, string[] settings) => (Address, Data, _settings) = (address, data, settings);

    public Uri Address { get; }

    public DirectoryInfo Data { get; }

    public string Output => string.Join('\n', _log.GetSnapshot().Select(record => $"{record.Level}: {record.Message}"));

    internal BiginEmulator Emulator => _host!.Services.GetRequiredService<BiginEmulator>();

    internal static async Task<SampleHere> StartAsync(params string[] settings)
    {
        var sample = new SampleHere(new Uri($"http://localhost:{FreePorts.Take()}"), Directory.CreateTempSubdirectory("connect-bigin-"), settings);
        await sample.RunAsync();
        return sample;
    }

    public async Task RestartAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        SqlitePool.ClearFolder(Data);
        Data.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        string[] arguments =
        [
            "--environment", "Development", "--applicationName", "ConnectBigin", "--contentRoot", Repository.GetPath("samples", "ConnectBigin"),
            "--Logging:Console:LogLevel:Default=None", .. Sample.GetSettings(Address, Data), .. _settings,
        ];

        var built = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable subscription = DiagnosticListener.AllListeners.Subscribe(new Ear<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
            {
                listener.Subscribe(new Ear<KeyValuePair<string, object?>>(it => Hear(it, Data, built)));
            }
        }));
        Task run = Task.Run(() => typeof(IndexModel).Assembly.EntryPoint!.Invoke(null, [arguments]));
        await Task.WhenAny(run, built.Task).WaitAsync(Hang.Limit);
        IHost host = built.Task.IsCompleted ? await built.Task : throw new InvalidOperationException("The sample has ended.", run.Exception);
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(new FakeLoggerProvider(_log));

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await await Task.WhenAny(run, started.Task).WaitAsync(Hang.Limit);
        (_host, _run) = (host, run);
    }

    private async Task EndAsync()
    {
        _host?.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _run.WaitAsync(Hang.Limit);
    }

    // Every host of this process is heard: other tests' and the emulators' own, too.
    private static void Hear(KeyValuePair<string, object?> heard, DirectoryInfo data, TaskCompletionSource<IHost> built)
    {
        if (heard is { Key: "HostBuilt", Value: IHost host } && host.Services.GetService<IConfiguration>()?["Data"] == data.FullName)
        {
            built.TrySetResult(host);
        }
    }

    private sealed class Ear<T>(Action<T> hear) : IObserver<T>
    {
        public void OnNext(T value) => hear(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
