using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class The_table_of_the_ready_made_context(string kind)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Is_created_on_first_use(bool databaseExists)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind, databaseExists);
        await using ServiceProvider host = StoreHost.Open(database, _keys);

        (await host.Store().FindAsync("tenant")).Should().BeNull();
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
    }

    [Test]
    public async Task Is_created_beside_other_tables()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE \"Invoices\" (\"Id\" INTEGER PRIMARY KEY); INSERT INTO \"Invoices\" VALUES (1);");
        await using ServiceProvider host = StoreHost.Open(database, _keys);

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        (await database.ReadAsync("SELECT \"Id\" FROM \"Invoices\"")).Should().Be("Id=1");
    }

    [Test]
    public async Task May_have_been_created_before([Values] bool isByScript)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await using (AsyncServiceScope scope = host.CreateAsyncScope())
        {
            DatabaseFacade created = scope.ServiceProvider.GetRequiredService<BiginConnectionsDbContext>().Database;
            _ = isByScript ? await database.ExecuteAsync(created.GenerateCreateScript()) : (await created.EnsureCreatedAsync()) ? 1 : 0;
        }

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
    }

    [Test]
    public async Task Outlives_the_host()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using (ServiceProvider first = StoreHost.Open(database, _keys))
        {
            await first.Store().TrySaveAsync(StoreHost.Connection(), null);
        }

        await using ServiceProvider second = StoreHost.Open(database, _keys);

        (await second.Store().FindAsync("tenant")).Should().BeEquivalentTo(StoreHost.Connection());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Is_created_once_by_eight_hosts_that_start_together(bool databaseExists)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind, databaseExists);
        ServiceProvider[] hosts = [.. Enumerable.Range(0, 8).Select(_ => StoreHost.Open(database, _keys))];

        bool[] saved = await Task.WhenAll(hosts.Select((host, i) => Task.Run(async () => await host.Store().TrySaveAsync(StoreHost.Connection($"tenant-{i}"), null))));

        saved.Should().OnlyContain(isSaved => isSaved);
        (await hosts[0].Store().ListAsync().CountAsync()).Should().Be(8);
        foreach (ServiceProvider host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Test]
    public async Task Is_made_anew_where_it_was_dropped_while_the_host_runs()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await host.Store().TrySaveAsync(StoreHost.Connection(), null);

        await database.ExecuteAsync("DROP TABLE \"BiginConnections\"");

        (await host.Store().FindAsync("tenant")).Should().BeNull();
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
    }
}
