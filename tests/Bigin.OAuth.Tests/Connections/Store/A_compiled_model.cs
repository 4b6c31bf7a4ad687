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
}
