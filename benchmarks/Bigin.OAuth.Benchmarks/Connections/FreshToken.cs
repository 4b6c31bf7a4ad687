using System.Collections.Concurrent;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>Looks up an access token that is fresh, as a host does for each call of the Bigin API.</summary>
public class FreshToken
{
    private readonly ConcurrentDictionary<string, AccessToken> _dictionary = new(StringComparer.Ordinal);
    private ServiceProvider? _services;
    private BiginConnections? _connections;
    private string[] _keys = [];
    private int _next;

    [Params(100, 100_000)]
    public int Connections { get; set; }

    /// <summary>Whether the token of every connection is asked for in turn, or that of one again and again.</summary>
    [Params(false, true)]
    public bool InTurn { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        var services = new ServiceCollection();
        services.AddBiginOAuth(Client.Configure);
        _services = services.BuildServiceProvider();
        _connections = _services.GetRequiredService<BiginConnections>();
        IBiginConnectionStore store = _services.GetRequiredService<IBiginConnectionStore>();

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        for (int i = 0; i < Connections; i++)
        {
            await store.TrySaveAsync(Client.Connection($"tenant-{i}", now), expectedStamp: null);
            _dictionary[$"tenant-{i}"] = await _connections.GetAccessTokenAsync($"tenant-{i}");
        }

        // Neither the strings that the library holds, nor the order in which they came.
        _keys = [.. Enumerable.Range(0, Connections).Select(i => $"tenant-{i}")];
        RandomNumberGenerator.Shuffle(_keys.AsSpan());
        if (!InTurn)
        {
            _keys = _keys[..1];
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _services?.Dispose();

    [Benchmark(Baseline = true, Description = "ConcurrentDictionary, nothing checked")]
    public AccessToken Dictionary() => _dictionary[NextKey()];

    [Benchmark(Description = "Bigin.OAuth")]
    public ValueTask<AccessToken> OfConnections() => _connections!.GetAccessTokenAsync(NextKey());

    private string NextKey()
    {
        string key = _keys[_next++];
        if (_next == _keys.Length)
        {
            _next = 0;
        }

        return key;
    }
}
