using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connections.Store;

/// <summary>A SQLite file with connections, and the ways to it: the store over either registration of its context, a compiled query, and ADO.NET.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const int Looked = 100;

    private readonly string[] _keys = new string[Looked];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bigin");
    private readonly EphemeralDataProtectionProvider _ring = new();
    private readonly ServiceProvider _pooled, _factory, _plain;
    private int _next;

    private SqliteFile()
    {
        ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "connections.db")}";
        _pooled = Build(services => services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite(ConnectionString)));
        _factory = Build(services => services.AddDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite(ConnectionString)));
        _plain = Build(services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(ConnectionString)));
        Protector = _ring.CreateProtector("Bigin.OAuth", "Connection.v1");
    }

    internal string ConnectionString { get; }

    /// <summary>Gets the protector whose last purpose, the key, is still to come.</summary>
    internal IDataProtector Protector { get; }

    internal IBiginConnectionStore Pooled => _pooled.GetRequiredService<IBiginConnectionStore>();

    internal IBiginConnectionStore Factory => _factory.GetRequiredService<IBiginConnectionStore>();

    internal IBiginConnectionStore Plain => _plain.GetRequiredService<IBiginConnectionStore>();

    internal IDbContextFactory<BiginConnectionsDbContext> Contexts => _pooled.GetRequiredService<IDbContextFactory<BiginConnectionsDbContext>>();

    /// <summary>Opens what a request has: a scope, whose context is made for it.</summary>
    internal AsyncServiceScope OpenScope() => _plain.CreateAsyncScope();

    internal static async Task<SqliteFile> CreateAsync(int connections)
    {
        var file = new SqliteFile();
        await file.FillAsync(connections);
        return file;
    }

    /// <summary>Gets each of a hundred keys in turn.</summary>
    internal string NextKey()
    {
        _next = (_next + 1) % Looked;
        return _keys[_next];
    }

    public void Dispose()
    {
        _pooled.Dispose();
        _factory.Dispose();
        _plain.Dispose();
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Delete(recursive: true);
    }

    private ServiceProvider Build(Action<IServiceCollection> addContext)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBiginOAuth(Client.Configure).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        services.AddSingleton<IDataProtectionProvider>(_ring);
        addContext(services);
        return services.BuildServiceProvider();
    }

    // A hundred rows by the store, spread evenly among all, are looked up. The others are copies of the first, because encrypting takes its time.
    private async Task FillAsync(int connections)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        for (int i = 0; i < Looked; i++)
        {
            _keys[i] = $"tenant-{i * (connections / Looked):D6}";
            await Pooled.TrySaveAsync(Client.Connection(_keys[i], now), expectedStamp: null);
        }

        await using BiginConnectionsDbContext context = await Contexts.CreateDbContextAsync();
        string others = string.Join(", ", context.Model.GetEntityTypes().Single().GetProperties().Select(column => column.Name).Where(name => name != "Key"));
        string insert =
            $"""
            WITH RECURSIVE Number(Value) AS (SELECT 0 UNION ALL SELECT Value + 1 FROM Number WHERE Value + 1 < {connections})
            INSERT INTO BiginConnections (Key, {others})
            SELECT printf('tenant-%06d', Value), {others} FROM Number, (SELECT * FROM BiginConnections LIMIT 1)
            WHERE Value % {connections / Looked} <> 0
            """;
        await context.Database.ExecuteSqlRawAsync(insert);
    }
}
