using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>
/// Many callers at once find their access token expired. All have asked before the first answer comes, and an answer costs nothing here:
/// for each request in a row a real one adds the time of a round trip, and Zoho gives ten tokens in ten minutes.
/// </summary>
[Config(typeof(RefreshRequestsConfig))]
public class Refreshes
{
    private const string Key = "tenant-42";

    // Longer than a token lives, and than the ten minutes in which Zoho counts.
    private static readonly TimeSpan UntilExpiry = TimeSpan.FromHours(2);

    private readonly SteppedClock _clock = new();
    private readonly TokenServer _server = new();
    private HttpClient? _http;
    private UnguardedToken? _unguarded;
    private QueuedToken? _queued;
    private ServiceProvider? _services;
    private BiginConnections? _connections;

    [Params(64, 1_000)]
    public int Callers { get; set; }

    /// <summary>Gets how many requests the last run has caused.</summary>
    internal int Requests => _server.Requests;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _http = new HttpClient(_server, disposeHandler: false);
        _unguarded = new UnguardedToken(_http, _clock);
        _queued = new QueuedToken(_http, _clock);

        var services = new ServiceCollection();
        services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, _clock);
        services.AddBiginOAuth(Client.Configure).TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => _server);
        _services = services.BuildServiceProvider();
        _connections = _services.GetRequiredService<BiginConnections>();
        await _services.GetRequiredService<IBiginConnectionStore>().TrySaveAsync(Client.Connection(Key, _clock.GetUtcNow()), expectedStamp: null);
        _clock.Advance(TimeSpan.FromDays(1));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _services?.Dispose();
        _queued?.Dispose();
        _http?.Dispose();
    }

    [Benchmark(Baseline = true, Description = "no lock")]
    public Task<string[]> Unguarded() => AskAsync(() => _unguarded!.GetAsync());

    [Benchmark(Description = "SemaphoreSlim without another look")]
    public Task<string[]> Queued() => AskAsync(() => _queued!.GetAsync());

    [Benchmark(Description = "Bigin.OAuth")]
    public Task<AccessToken[]> OfConnections() => AskAsync(() => _connections!.GetAccessTokenAsync(Key).AsTask());

    private async Task<T[]> AskAsync<T>(Func<Task<T>> ask)
    {
        _clock.Advance(UntilExpiry);
        _server.Hold();
        var calls = new Task<T>[Callers];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i] = ask();
        }

        _server.Release();
        return await Task.WhenAll(calls);
    }
}
