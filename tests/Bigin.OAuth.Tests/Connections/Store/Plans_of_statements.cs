using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A connection is found by its index, however many rows the table has. The test reads the database's plan and measures no time.</summary>
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Plans_of_statements
{
    private static readonly int Rows = SuiteSize.Choose(representative: 20_000, full: 100_000);

    private const string Key = "tenant-10000";

    private readonly EphemeralDataProtectionProvider _keys = new();

    [TestCase(TestDatabase.Sqlite, "EXPLAIN QUERY PLAN", "^SEARCH (b|BiginConnections) USING INDEX \\S+ \\(Key[=>]\\?\\)$", "SCAN")]
    [TestCase(TestDatabase.PostgreSql, "EXPLAIN", "Index Scan using \\S+ on \"BiginConnections\".*\n +Index Cond: \\(\\(?\"Key\"", "Seq Scan")]
    public async Task Use_the_key_among_many_rows(string kind, string explain, string byKey, string byReadingAll)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var plans = new PlanReader(explain);
        await FillAsync(database);
        await using ServiceProvider host = Open(database, plans);
        IBiginConnectionStore store = host.Store();

        (await store.FindAsync(Key)).Should().NotBeNull();
        (await store.FindStampAsync(Key)).Should().NotBeNull();
        (await store.TrySaveAsync(StoreHost.Connection(Key, "two"), "one")).Should().BeTrue();
        await using (IAsyncDisposable? lease = await store.TryLockAsync(Key, StoreHost.Lease))
        {
            lease.Should().NotBeNull();
        }

        (await store.TryDeleteAsync(Key, "two")).Should().BeTrue();
        await foreach (ConnectionSummary _ in store.ListAsync())
        {
            break;
        }

        plans.Plans.Select(plan => plan.Statement[..6]).Should().Equal(["SELECT", "SELECT", "UPDATE", "SELECT", "UPDATE", "UPDATE", "DELETE", "SELECT"],
            "it is found, its stamp is read, it is saved, looked at, locked, given back, deleted and listed");
        foreach ((string statement, string plan) in plans.Plans)
        {
            plan.Should().MatchRegex(byKey, statement).And.NotContain(byReadingAll, statement);
        }
    }

    private async Task FillAsync(TestDatabase database)
    {
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await host.Store().SaveManyAsync(database, Rows, Key);
        await database.ExecuteAsync("ANALYZE"); // the planner knows how many there are
    }

    private ServiceProvider Open(TestDatabase database, PlanReader plans) => StoreHost.Open<BiginConnectionsDbContext>(
        _keys,
        services => services.AddDbContext<BiginConnectionsDbContext>(options =>
        {
            database.Use(options);
            options.AddInterceptors(plans);
        }));
}
