using System.Diagnostics;
using Bigin.OAuth.Emulator;
using ConnectBigin;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The sample in this process, so that a test gets at its emulator: at the clock and the faults.</summary>
internal sealed class SampleHere : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Task _run;
    private readonly DirectoryInfo _data;

    private SampleHere(IHost host, Task run, DirectoryInfo data, Uri address) => (_host, _run, _data, Address) = (host, run, data, address);

    internal Uri Address { get; }

    internal BiginEmulator Emulator => _host.Services.GetRequiredService<BiginEmulator>();

    internal static async Task<SampleHere> StartAsync()
    {
        string address = $"http://localhost:{Sample.FreePort()}";
        DirectoryInfo data = Directory.CreateTempSubdirectory("connect-bigin-");
        string[] arguments =
        [
            "--environment", "Development", "--applicationName", "ConnectBigin", "--contentRoot", Repository.PathOf("samples", "ConnectBigin"),
            .. Sample.SettingsOf(address, data),
        ];

        var built = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable subscription = DiagnosticListener.AllListeners.Subscribe(new Ear<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
            {
                listener.Subscribe(new Ear<KeyValuePair<string, object?>>(it => Hear(it, data, built)));
            }
        }));
        Task run = Task.Run(() => typeof(IndexModel).Assembly.EntryPoint!.Invoke(null, [arguments]));
        await Task.WhenAny(run, built.Task);
        IHost host = built.Task.IsCompleted ? await built.Task : throw new InvalidOperationException("The sample has ended.", run.Exception);

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await await Task.WhenAny(run, started.Task);
        return new SampleHere(host, run, data, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _run;
        _data.Delete(recursive: true);
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
