using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The whole contract of a store, in a context whose conventions would break it if they reached the table.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsModelBuilderExtensions))]
public sealed class The_store_in_a_rude_context(string kind) : ConnectionStoreContract, IAsyncDisposable
{
    private readonly string _table = kind == TestDatabase.Sqlite ? "\"BiginConnections\"" : "\"rude\".\"BiginConnections\"";
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
    public async Task Fills_columns_that_are_not_its_own_with_their_defaults()
    {
        IBiginConnectionStore store = await OpenAsync(new FakeTimeProvider(Client.Now));

        (await store.TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        string row = await _database!.ReadAsync($"SELECT * FROM {_table}");
        row.Should().MatchRegex("created_at=.*20\\d\\d").And.Contain("tenant_id=|").And.MatchRegex("is_deleted=(0|False)").And.Contain("data_center=us|");
        row.Should().Contain("amount=|").And.EndWith("|currency=").And.MatchRegex("kind=<ConnectionRow> *[|]?");
        row.Should().MatchRegex("changed_by=<x> *[|]", "the host's converter is for the host's columns");
    }

    protected override Task SaveManyAsync(IBiginConnectionStore store, int count) => store.SaveManyAsync(_database!, count, table: _table);

    protected override async Task<IBiginConnectionStore> OpenAsync(TimeProvider clock)
    {
        if (_database is null)
        {
            _database = await TestDatabase.CreateAsync(kind);
            await using ServiceProvider first = Open(clock);
            await using AsyncServiceScope scope = first.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RudeContext>().Database.EnsureCreatedAsync();
        }

        _hosts.Add(Open(clock));
        return _hosts[^1].Store();
    }

    private ServiceProvider Open(TimeProvider clock) =>
        StoreHost.Open<RudeContext>(_keys, services => services.AddDbContext<RudeContext>(_database!.Use), clock);
}
