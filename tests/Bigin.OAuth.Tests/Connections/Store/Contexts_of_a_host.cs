using System.Transactions;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
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
        await HostContexts.CreateTablesAsync(host);

        await HostContexts.RunThroughAsync(host.Store());
    }

    [Test]
    public async Task Take_no_part_with_their_transactions()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(_keys, services => services.AddDbContext<AppDbContext>(database.Use));
        await HostContexts.CreateTablesAsync(host);

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
        await HostContexts.CreateTablesAsync(host);
        await using AsyncServiceScope request = host.CreateAsyncScope();
        AppDbContext context = request.ServiceProvider.GetRequiredService<AppDbContext>();
        context.Invoices.Add(new AppDbContext.Invoice { Number = "1" });

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        context.ChangeTracker.Entries().Should().ContainSingle().Which.State.Should().Be(EntityState.Added);
        (await database.ReadAsync("SELECT COUNT(*) AS n FROM \"Invoices\"")).Should().Be("n=0");
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
        await HostContexts.CreateTablesAsync(host);

        await HostContexts.RunThroughAsync(host.Store());
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

        await HostContexts.RunThroughAsync(host.Store());

        await host.Store().TrySaveAsync(StoreHost.Connection(), null);
        string table = kind == TestDatabase.Sqlite ? "\"the \"\"connections\"\"\"" : "\"my schema\".\"the \"\"connections\"\"\"";
        (await database.ReadAsync($"SELECT \"c_datacenter\" FROM {table}")).Should().Be("c_datacenter=us", "converters of the host are for the host's tables");
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

        await HostContexts.RunThroughAsync(host.Store());

        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" RENAME COLUMN \"Scopes\" TO \"Rights\"");
        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*without the column Scopes*");
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
