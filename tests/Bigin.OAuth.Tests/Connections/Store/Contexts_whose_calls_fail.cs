using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Contexts_whose_calls_fail(string kind)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Test]
    public async Task Name_the_migration_where_the_table_is_missing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE \"Invoices\" (\"Id\" INTEGER PRIMARY KEY, \"Number\" TEXT)");
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));

        await ShouldNameTheFixAsync(async store => await store.FindAsync("tenant"));
        await ShouldNameTheFixAsync(async store => await store.TrySaveAsync(StoreHost.Connection(), null));
        await ShouldNameTheFixAsync(async store => await store.TryDeleteAsync("tenant", "one"));
        await ShouldNameTheFixAsync(async store => await store.TryLockAsync("tenant", StoreHost.Lease));
        await ShouldNameTheFixAsync(async store => await store.ListAsync().ToArrayAsync());

        await HostContexts.AddMissingTableAsync(host);
        await HostContexts.RunThroughAsync(host.Store());

        async Task ShouldNameTheFixAsync(Func<IBiginConnectionStore, Task> call) =>
            (await host.Store().Invoking(call).Should().ThrowAsync<InvalidOperationException>())
                .WithMessage("*AppDbContext has no table BiginConnections*dotnet ef migrations add BiginConnections --context AppDbContext*");
    }

    [Test]
    public async Task Pass_on_what_the_database_says_where_it_fails_altogether()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind, exists: false);
        if (kind == TestDatabase.Sqlite)
        {
            await File.WriteAllTextAsync(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource, new string('x', 4_096));
        }

        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<DbException>())
            .WithMessage(kind == TestDatabase.Sqlite ? "*not a database*" : "*does not exist*");
    }

    [Test]
    public async Task Name_the_migration_where_columns_are_missing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));
        await HostContexts.CreateTablesAsync(host);
        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" DROP COLUMN \"ConcurrencyStamp\"");

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*AppDbContext has a table BiginConnections without the column ConcurrencyStamp.*dotnet ef migrations add BiginConnections --context AppDbContext*");
    }

    [Test]
    public async Task Pass_on_what_the_database_says_where_nothing_is_missing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));
        await HostContexts.CreateTablesAsync(host);
        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" ADD COLUMN \"Tenant\" INTEGER NOT NULL CHECK (\"Tenant\" > 0) DEFAULT 0");

        await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection(), null)).Should().ThrowAsync<DbException>();
    }

    [Test]
    public async Task Name_the_call_where_the_table_is_not_mapped()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<DbContext>(_keys, services => services.AddDbContext<DbContext>(database.Use));

        const string Message = "*modelBuilder.UseBiginConnections()*";
        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
    }
}
