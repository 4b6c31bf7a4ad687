using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>What tests of a host's own contexts do beside what they test.</summary>
internal static class HostContexts
{
    /// <summary>Makes every call of the store, and ends without a row.</summary>
    internal static async Task RunThroughAsync(IBiginConnectionStore store)
    {
        StoredConnection changed = StoreHost.Connection(stamp: "two", accessToken: null);
        (await store.TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
        (await store.TrySaveAsync(StoreHost.Connection(stamp: "another"), null)).Should().BeFalse();
        (await store.TrySaveAsync(changed, "one")).Should().BeTrue();
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(changed);
        (await store.FindStampAsync("tenant")).Should().Be("two");
        await using (await store.TryLockAsync("tenant", StoreHost.Lease))
        {
            (await store.TryLockAsync("tenant", StoreHost.Lease)).Should().BeNull();
        }

        (await store.ListAsync().ToArrayAsync()).Should().ContainSingle().Which.ConnectedAt.Should().Be(Client.Now);
        (await store.TryDeleteAsync("tenant", "two")).Should().BeTrue();
    }

    /// <summary>Creates the tables of an <see cref="AppDbContext"/> in an empty database.</summary>
    internal static async Task CreateTablesAsync(ServiceProvider host)
    {
        await using AsyncServiceScope scope = host.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.EnsureCreatedAsync();
    }

    /// <summary>Adds the table of the connections to a database that has the host's own. EF Core creates all tables or none, so that one goes first.</summary>
    internal static async Task AddMissingTableAsync(ServiceProvider host)
    {
        await using AsyncServiceScope scope = host.CreateAsyncScope();
        DatabaseFacade database = scope.ServiceProvider.GetRequiredService<AppDbContext>().Database;
        await database.ExecuteSqlRawAsync("DROP TABLE \"Invoices\"");
        await database.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
    }
}
