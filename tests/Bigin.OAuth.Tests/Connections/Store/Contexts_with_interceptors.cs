using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Contexts_with_interceptors(string kind)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

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
        await HostContexts.CreateTablesAsync(host);

        await HostContexts.RunThroughAsync(host.Store());
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

    private sealed class RefusesToSave : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("This host saves nothing.");
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
}
