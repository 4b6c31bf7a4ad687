using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class The_store_in_a_database(string kind) : ConnectionStoreContract, IAsyncDisposable
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

    protected override Task SaveManyAsync(IBiginConnectionStore store, int count) => store.SaveManyAsync(_database!, count);

    protected override async Task<IBiginConnectionStore> OpenAsync(TimeProvider clock)
    {
        _database ??= await TestDatabase.CreateAsync(kind);
        _hosts.Add(StoreHost.Open(_database, _keys, clock));
        return _hosts[^1].Store();
    }
}
