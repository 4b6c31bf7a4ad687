using BenchmarkDotNet.Attributes;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>Finds one connection in a SQLite file and decrypts it, as a process does for the first token of a key.</summary>
public class ConnectionInSqlite
{
    private const int Looked = 100;

    private readonly string[] _keys = new string[Looked];
    private DirectoryInfo? _folder;
    private ServiceProvider? _services;
    private IBiginConnectionStore? _store;
    private int _next;

    [Params(100, 100_000)]
    public int Connections { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _folder = Directory.CreateTempSubdirectory("bigin");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBiginOAuth(Client.Configure).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "connections.db")}"));
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<IBiginConnectionStore>();

        // A hundred rows by the store, spread evenly among all, are looked up. The others are copies of the first, because encrypting takes its time.
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        for (int i = 0; i < Looked; i++)
        {
            _keys[i] = $"tenant-{i * (Connections / Looked):D6}";
            await _store.TrySaveAsync(Client.Connection(_keys[i], now), expectedStamp: null);
        }

        await CopyFirstAsync();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _services?.Dispose();
        SqliteConnection.ClearAllPools();
        _folder?.Delete(recursive: true);
    }

    [Benchmark(Description = "find and decrypt")]
    public ValueTask<StoredConnection?> Find()
    {
        _next = (_next + 1) % Looked;
        return _store!.FindAsync(_keys[_next]);
    }

    private async Task CopyFirstAsync()
    {
        await using AsyncServiceScope scope = _services!.CreateAsyncScope();
        BiginConnectionsDbContext context = scope.ServiceProvider.GetRequiredService<BiginConnectionsDbContext>();
        string others = string.Join(", ", context.Model.GetEntityTypes().Single().GetProperties().Select(column => column.Name).Where(name => name != "Key"));
        string insert =
            $"""
            WITH RECURSIVE Number(Value) AS (SELECT 0 UNION ALL SELECT Value + 1 FROM Number WHERE Value + 1 < {Connections})
            INSERT INTO BiginConnections (Key, {others})
            SELECT printf('tenant-%06d', Value), {others} FROM Number, (SELECT * FROM BiginConnections LIMIT 1)
            WHERE Value % {Connections / Looked} <> 0
            """;
        await context.Database.ExecuteSqlRawAsync(insert);
    }
}
