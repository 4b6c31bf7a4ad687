using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The whole contract of a store, in a context whose model was compiled. That this project builds is a part of it.</summary>
[TestOf(typeof(BiginConnectionsModelBuilderExtensions))]
public sealed class A_compiled_model : ConnectionStoreContract, IAsyncDisposable
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<ServiceProvider> _hosts = [];
    private TestDatabase? _database;

    protected override int ManyKeys => 501; // one more than this store reads at once

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider host in _hosts)
        {
            await host.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Test]
    public async Task Is_the_one_in_use()
    {
        await OpenAsync(new FakeTimeProvider(Client.Now));
        await using CompiledContext context = await _hosts[0].GetRequiredService<IDbContextFactory<CompiledContext>>().CreateDbContextAsync();

        context.Model.Should().BeAssignableTo<RuntimeModel>().And.BeSameAs(CompiledContextModel.Instance);
    }

    [Test]
    public async Task Is_refused_where_it_is_older_than_the_package()
    {
        await using var old = new OldContext(new DbContextOptionsBuilder<OldContext>().UseSqlite("Data Source=unused.db").Options);
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite("Data Source=unused.db").UseModel(old.Model)));

        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*The compiled model doesn't map the column ConcurrencyStamp. Run dotnet ef dbcontext optimize again.*");
    }

    protected override Task SaveManyAsync(IBiginConnectionStore store, int count) => store.SaveManyAsync(_database!, count);

    protected override async Task<IBiginConnectionStore> OpenAsync(TimeProvider clock)
    {
        bool isFirst = _database is null;
        _database ??= await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        ServiceProvider host = StoreHost.Open<CompiledContext>(_keys, services => services.AddPooledDbContextFactory<CompiledContext>(_database.Use), clock);
        _hosts.Add(host);
        if (isFirst)
        {
            await using CompiledContext context = await host.GetRequiredService<IDbContextFactory<CompiledContext>>().CreateDbContextAsync();
            await context.Database.EnsureCreatedAsync();
        }

        return host.Store();
    }

    private sealed class OldContext(DbContextOptions<OldContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections();
            modelBuilder.Entity<ConnectionRow>().Ignore(row => row.ConcurrencyStamp);
        }
    }
}
