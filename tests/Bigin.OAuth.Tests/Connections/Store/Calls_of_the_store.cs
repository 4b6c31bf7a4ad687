using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>What a call leaves in the host's context, and what a list holds while its caller works with what was found.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Calls_of_the_store(string kind)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Test]
    public async Task Track_no_row()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<WatchedContext>(_keys, services => services.AddDbContext<WatchedContext>(database.Use));
        await using (AsyncServiceScope scope = host.CreateAsyncScope())
        {
            WatchedContext context = scope.ServiceProvider.GetRequiredService<WatchedContext>();
            await context.Database.EnsureCreatedAsync();
            await host.Store().TrySaveAsync(StoreHost.Connection(), null);
            await context.Invoking(async x => await x.Set<ConnectionRow>().ToArrayAsync()).Should().ThrowAsync<InvalidOperationException>("this one tracks");
        }

        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
        (await host.Store().FindStampAsync("tenant")).Should().Be("one");
        (await host.Store().TrySaveAsync(StoreHost.Connection(stamp: "two"), "one")).Should().BeTrue();
        await using (await host.Store().TryLockAsync("tenant", StoreHost.Lease))
        {
            (await host.Store().ListAsync().ToArrayAsync()).Should().ContainSingle();
        }

        (await host.Store().TryDeleteAsync("tenant", "two")).Should().BeTrue();
    }

    [Test]
    public async Task Hold_no_connection_to_the_database_between_what_a_list_gives()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var connections = new OpenConnections();
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(_keys, services => services.AddDbContext<BiginConnectionsDbContext>(options =>
        {
            database.Use(options);
            options.AddInterceptors(connections);
        }));
        await host.Store().TrySaveAsync(StoreHost.Connection(), null);
        string others = string.Join(", ", (await database.ReadAsync()).Split('|').Select(column => $"\"{column.Split('=')[0]}\"").Where(name => name != "\"Key\""));
        await database.ExecuteAsync(
            $"""
            WITH RECURSIVE number(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < 500)
            INSERT INTO "BiginConnections" ("Key", {others}) SELECT 'other-' || value, {others} FROM number, (SELECT * FROM "BiginConnections") one
            """);
        connections.Opened = 0;
        int before = connections.Count; // making the table closes a connection that was open already
        int listed = 0;

        await foreach (ConnectionSummary _ in host.Store().ListAsync())
        {
            listed++;
            connections.Count.Should().Be(before);
        }

        listed.Should().Be(501);
        connections.Opened.Should().Be(2, "there are two pages");
    }

    private sealed class WatchedContext : DbContext
    {
        public WatchedContext(DbContextOptions<WatchedContext> options)
            : base(options)
        {
            ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            ChangeTracker.Tracked += (_, tracked) => throw new InvalidOperationException($"{tracked.Entry.Entity.GetType().Name} is tracked.");
        }

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections();
    }

    private sealed class OpenConnections : DbConnectionInterceptor
    {
        internal int Opened { get; set; }

        internal int Count { get; private set; }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Opened++;
            Count++;
            return Task.CompletedTask;
        }

        public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Count--;

        public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            Count--;
            return Task.CompletedTask;
        }
    }
}
