using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A key is one connection for the whole host, and tokens are refreshed outside of requests. A context that leads elsewhere in a request is refused.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class One_database_for_all_keys(string kind)
{
    private static readonly AsyncLocal<string?> Tenant = new();

    private readonly EphemeralDataProtectionProvider _keys = new();

    [Test]
    public async Task Is_told_at_the_first_call_where_each_tenant_has_one_of_its_own()
    {
        await using TestDatabase anna = await TestDatabase.CreateAsync(kind);
        await using TestDatabase nobody = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => (Tenant.Value is null ? nobody : anna).Use(options)));
        Tenant.Value = "anna";

        await ShouldBeRefusedAsync(async store => await store.FindAsync("default"));
        await ShouldBeRefusedAsync(async store => await store.FindStampAsync("default"));
        await ShouldBeRefusedAsync(async store => await store.TrySaveAsync(StoreHost.Connection("default"), null));
        await ShouldBeRefusedAsync(async store => await store.TryDeleteAsync("default", "one"));
        await ShouldBeRefusedAsync(async store => await store.TryLockAsync("default", StoreHost.Lease));
        await ShouldBeRefusedAsync(async store => await store.ListAsync().ToArrayAsync());

        Tenant.Value = null;
        (await host.Store().TrySaveAsync(StoreHost.Connection("anna"), null)).Should().BeTrue("outside of a request it leads where refreshes go");

        async Task ShouldBeRefusedAsync(Func<IBiginConnectionStore, Task> call) =>
            (await host.Store().Invoking(call).Should().ThrowAsync<InvalidOperationException>())
                .WithMessage("BiginConnectionsDbContext leads to *BiginConnections* in * here, and to *BiginConnections* in * where no request is running.*name the tenant in the key, such as tenant-42.");
    }

    [Test]
    public async Task Is_told_at_the_start_where_the_context_needs_a_request()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys,
            services => services.AddDbContext<BiginConnectionsDbContext>(options =>
            {
                _ = Tenant.Value ?? throw new InvalidOperationException("no tenant");
                database.Use(options);
            }));
        Tenant.Value = "anna";

        const string Message = "BiginConnectionsDbContext can't be created where no request is running, which is where tokens are refreshed: no tenant*";
        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
    }

    [Test]
    public async Task Is_told_where_each_tenant_has_a_schema()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<SchemaContext>(_keys, services => services.AddDbContext<SchemaContext>(options =>
        {
            database.Use(options);
            options.ReplaceService<IModelCacheKeyFactory, AModelForEachTenant>();
        }));
        Tenant.Value = "anna";

        (await host.Store().Invoking(async store => await store.FindAsync("default")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("SchemaContext leads to *BiginConnections-anna* here*");
    }

    private sealed class SchemaContext(DbContextOptions<SchemaContext> options) : DbContext(options)
    {
        // SQLite has no schemas, so the table's name stands for one.
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections($"BiginConnections-{Tenant.Value}");
    }

    private sealed class AModelForEachTenant : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), Tenant.Value, designTime);
    }
}
