using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A host with a store in a database: the ready-made context, and a key ring in memory, unless the test says otherwise.</summary>
internal static class StoreHost
{
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    internal static ServiceProvider Open(TestDatabase database, IDataProtectionProvider keys, TimeProvider? clock = null) =>
        Open<BiginConnectionsDbContext>(keys, services => services.AddDbContext<BiginConnectionsDbContext>(database.Use), clock);

    internal static ServiceProvider Open<TContext>(IDataProtectionProvider keys, Action<IServiceCollection> register, TimeProvider? clock = null)
        where TContext : DbContext
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBiginOAuth(_ => { }).PersistConnectionsToDbContext<TContext>();
        services.AddSingleton(keys);
        services.AddKeyedSingleton(BiginOAuthDefaults.TimeProviderKey, clock ?? TimeProvider.System);
        register(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    /// <summary>Does what a host does first of all when it starts.</summary>
    internal static async Task StartingAsync(this IServiceProvider services)
    {
        foreach (IHostedLifecycleService service in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(CancellationToken.None);
        }
    }

    internal static IBiginConnectionStore Store(this IServiceProvider services) => services.GetRequiredService<IBiginConnectionStore>();

    internal static StoredConnection Connection(
        string key = "tenant", string stamp = "one", string refreshToken = "1000.refresh.plain", string? accessToken = "1000.access.plain") => new()
        {
            Key = key,
            ConcurrencyStamp = stamp,
            DataCenter = "us",
            RefreshToken = refreshToken,
            AccessToken = accessToken,
            AccessTokenExpiresAt = accessToken is null ? null : Client.Now.AddHours(1),
            ConnectedAt = Client.Now,
        };

    /// <summary>Saves one connection, with the key <c>tenant-0</c>, and copies its row to <c>tenant-1</c> and so on: many rows to list, in one statement.</summary>
    internal static async Task SaveManyAsync(this IBiginConnectionStore store, TestDatabase database, int count, string table = "\"BiginConnections\"")
    {
        (await store.TrySaveAsync(Connection("tenant-0"), expectedStamp: null)).Should().BeTrue();
        string[] columns = [.. (await database.ReadAsync($"SELECT * FROM {table}")).Split('|').Select(column => $"\"{column.Split('=')[0]}\"")];
        IEnumerable<string> values = columns.Select(column => column.Equals("\"Key\"", StringComparison.OrdinalIgnoreCase) ? "'tenant-' || i" : column);
        (await database.ExecuteAsync(FormattableString.Invariant($"""
            WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count - 1})
            INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table}, numbers
            """))).Should().Be(count - 1);
    }
}
