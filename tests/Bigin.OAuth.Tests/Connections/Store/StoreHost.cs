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

    /// <summary>Saves <paramref name="key"/>, and copies its row to the other keys <c>tenant-0</c>, <c>tenant-1</c> and so on, in one statement.</summary>
    internal static async Task SaveManyAsync(
        this IBiginConnectionStore store, TestDatabase database, int count, string key = "tenant-0", string table = "\"BiginConnections\"")
    {
        (await store.TrySaveAsync(Connection(key), expectedStamp: null)).Should().BeTrue();
        string[] columns = await database.ReadColumnsAsync(table);
        string[] others = [.. columns.Where(column => !column.Equals("\"Key\"", StringComparison.OrdinalIgnoreCase))];
        string keyColumn = columns.Except(others).Single();

        int copied = await database.ExecuteAsync(FormattableString.Invariant($"""
            WITH RECURSIVE number(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM number WHERE value < {count - 1})
            INSERT INTO {table} ({keyColumn}, {string.Join(", ", others)})
            SELECT 'tenant-' || value, {string.Join(", ", others)} FROM number, (SELECT * FROM {table}) AS first WHERE 'tenant-' || value <> '{key}'
            """));
        copied.Should().Be(count - 1);
    }
}
