using System.Data.Common;
using System.Transactions;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Contexts_of_a_host(string kind)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [TestCase("AddDbContext")]
    [TestCase("AddDbContextPool")]
    [TestCase("AddDbContextFactory")]
    [TestCase("AddPooledDbContextFactory")]
    public async Task Work_however_they_are_registered(string how)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => _ = how switch
        {
            "AddDbContext" => services.AddDbContext<AppDbContext>(database.Use),
            "AddDbContextPool" => services.AddDbContextPool<AppDbContext>(database.Use),
            "AddDbContextFactory" => services.AddDbContextFactory<AppDbContext>(database.Use),
            _ => services.AddPooledDbContextFactory<AppDbContext>(database.Use),
        });
        await CreateTablesAsync(host);

        await RunThroughAsync(host.Store());
    }

    [Test]
    public async Task Take_no_part_with_their_transactions()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));
        await CreateTablesAsync(host);

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
            Transaction.Current.Should().NotBeNull("the host's own goes on");
        } // rolled back

        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
    }

    [Test]
    public async Task Keep_their_own_changes_and_transactions_to_themselves()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));
        await CreateTablesAsync(host);
        await using AsyncServiceScope request = host.CreateAsyncScope();
        AppDbContext context = request.ServiceProvider.GetRequiredService<AppDbContext>();
        context.Invoices.Add(new AppDbContext.Invoice { Number = "1" });

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        context.ChangeTracker.Entries().Should().ContainSingle().Which.State.Should().Be(EntityState.Added);
        (await database.ReadAsync("SELECT COUNT(*) AS n FROM \"Invoices\"")).Should().Be("n=0");
    }

    [Test]
    public async Task Never_see_a_row_in_their_interceptors_of_saving()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var interceptor = new RefusesToSave();
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(options =>
        {
            database.Use(options);
            options.AddInterceptors(interceptor).UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll);
        }));
        await CreateTablesAsync(host);

        await RunThroughAsync(host.Store());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task May_use_proxies(bool lazyLoading)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(options =>
        {
            database.Use(options);
            _ = lazyLoading ? options.UseLazyLoadingProxies() : options.UseChangeTrackingProxies();
        }));
        await CreateTablesAsync(host);

        await RunThroughAsync(host.Store());
    }

    [Test]
    public async Task May_name_table_schema_and_columns()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<RenamingContext>(_keys, services => services.AddDbContext<RenamingContext>(database.Use));
        await using (AsyncServiceScope scope = host.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<RenamingContext>().Database.EnsureCreatedAsync();
        }

        await RunThroughAsync(host.Store());

        await host.Store().TrySaveAsync(StoreHost.Connection(), null);
        string table = kind == TestDatabase.Sqlite ? "\"the \"\"connections\"\"\"" : "\"my schema\".\"the \"\"connections\"\"\"";
        (await database.ReadAsync($"SELECT \"c_datacenter\" FROM {table}")).Should().Be("c_datacenter=us", "converters of the host are for the host's tables");
    }

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

        await CreateTablesAsync(host, onlyConnections: true);
        await RunThroughAsync(host.Store());

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
        await CreateTablesAsync(host);
        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" DROP COLUMN \"ConcurrencyStamp\"");

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*AppDbContext has a table BiginConnections without the column ConcurrencyStamp.*dotnet ef migrations add BiginConnections --context AppDbContext*");
    }

    [Test]
    public async Task Pass_on_what_the_database_says_where_nothing_is_missing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));
        await CreateTablesAsync(host);
        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" ADD COLUMN \"Tenant\" INTEGER NOT NULL CHECK (\"Tenant\" > 0) DEFAULT 0");

        await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection(), null)).Should().ThrowAsync<DbException>();
    }

    [Test]
    public async Task May_be_of_a_relational_database_that_is_not_known()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<CollatedContext>(_keys, services => services.AddDbContext<CollatedContext>(options =>
        {
            database.Use(options);
            options.ReplaceService<IDatabaseProvider, UnknownProvider>();
        }));

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*CollatedContext has no table BiginConnections*");

        await using (AsyncServiceScope scope = host.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CollatedContext>().Database.EnsureCreatedAsync();
        }

        await RunThroughAsync(host.Store());

        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" RENAME COLUMN \"Scopes\" TO \"Rights\"");
        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*without the column Scopes*");
    }

    [Test]
    public async Task Name_the_call_where_the_table_is_not_mapped()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<DbContext>(_keys, services => services.AddDbContext<DbContext>(database.Use));

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*modelBuilder.UseBiginConnections()*");
    }

    private static async Task RunThroughAsync(IBiginConnectionStore store)
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

    private static async Task CreateTablesAsync(ServiceProvider host, bool onlyConnections = false)
    {
        await using AsyncServiceScope scope = host.CreateAsyncScope();
        AppDbContext context = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        if (onlyConnections)
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE \"Invoices\"");
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
            return;
        }

        await context.Database.EnsureCreatedAsync();
    }

    private sealed class RefusesToSave : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("This host saves nothing.");
    }

    private sealed class RenamingContext(DbContextOptions<RenamingContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections("the \"connections\"", "my schema");
            foreach (IMutableProperty property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            {
                property.SetColumnName("c_" + property.Name.ToLowerInvariant());
            }
        }

        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
            configurationBuilder.Properties<string>().HaveConversion<Brackets>();
    }

    private sealed class Brackets() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<string, string>(
        text => $"<{text}>", text => text.Substring(1, text.Length - 2));

    private sealed class CollatedContext(DbContextOptions<CollatedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections();
            foreach (IMutableProperty key in modelBuilder.Model.GetEntityTypes().Select(type => type.FindProperty("Key")!).Where(key => key.GetCollation() is null))
            {
                key.SetCollation("BINARY"); // of SQLite
            }
        }
    }
}
