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

    // Why docs/storage.md asks for a connection string.
    [Test]
    public async Task Can_run_no_two_calls_at_once_on_one_connection_that_all_share()
    {
        if (kind == TestDatabase.Sqlite)
        {
            Assert.Pass("It lets two read on one connection.");
        }

        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using DbConnection connection = database.Connection();
        var reader = new HeldReader();
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(
            _keys, services => services.AddDbContext<AppDbContext>(options => options.UseNpgsql(connection).AddInterceptors(reader)));
        await CreateTablesAsync(host);
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        reader.IsHeld = true;
        Task<StoredConnection?> first = host.Store().FindAsync("tenant").AsTask();
        await reader.Opened.Task.WaitAsync(Hang.Limit);

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<DbException>())
            .WithMessage("*command is already in progress*");
        reader.Release.SetResult();
        (await first).Should().NotBeNull();
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

    [Test]
    public async Task See_every_call_in_their_interceptors_of_connections_and_commands_with_their_time_out()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        (var connections, var commands) = (new CountsConnections(), new WritesDownTimeOuts());
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddPooledDbContextFactory<AppDbContext>(options =>
        {
            _ = kind == TestDatabase.Sqlite
                ? options.UseSqlite(database.ConnectionString, sqlite => sqlite.CommandTimeout(77))
                : options.UseNpgsql(database.ConnectionString, npgsql => npgsql.CommandTimeout(77));
            options.AddInterceptors(connections, commands);
        }));
        await using (AppDbContext context = await host.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync())
        {
            await context.Database.EnsureCreatedAsync();
        }

        await ShouldBeSeenAsync(async store => await store.TrySaveAsync(StoreHost.Connection(), null));
        await ShouldBeSeenAsync(async store => await store.FindAsync("tenant"));
        await ShouldBeSeenAsync(async store => await store.FindStampAsync("tenant"));
        await ShouldBeSeenAsync(async store => await store.TrySaveAsync(StoreHost.Connection(stamp: "two"), "one"));
        await ShouldBeSeenAsync(async store => await store.ListAsync().ToArrayAsync());
        await ShouldBeSeenAsync(async store => await store.TryDeleteAsync("tenant", "two"));

        async Task ShouldBeSeenAsync(Func<IBiginConnectionStore, Task> call)
        {
            connections.Opened = connections.Closed = 0;
            commands.TimeOuts.Clear();
            await call(host.Store());
            commands.TimeOuts.Should().Equal(77);
            connections.Opened.Should().Be(1);
            connections.Closed.Should().Be(1);
        }
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

        const string Message = "*modelBuilder.UseBiginConnections()*";
        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
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

    /// <summary>Holds the first call while its rows are open.</summary>
    private sealed class HeldReader : DbCommandInterceptor
    {
        internal bool IsHeld { get; set; }

        internal TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (IsHeld)
            {
                IsHeld = false;
                Opened.SetResult();
                await Release.Task;
            }

            return result;
        }
    }

    private sealed class CountsConnections : DbConnectionInterceptor
    {
        internal int Opened { get; set; }

        internal int Closed { get; set; }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Opened++;
            return Task.CompletedTask;
        }

        public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            Closed++;
            return Task.CompletedTask;
        }
    }

    private sealed class WritesDownTimeOuts : DbCommandInterceptor
    {
        internal List<int> TimeOuts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            TimeOuts.Add(command.CommandTimeout);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            TimeOuts.Add(command.CommandTimeout);
            return ValueTask.FromResult(result);
        }
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
