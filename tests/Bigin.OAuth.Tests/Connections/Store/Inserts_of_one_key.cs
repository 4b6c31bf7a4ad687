using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Inserts_of_one_key(string kind)
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly AroundInserts _inserts = new();

    [Test]
    public async Task Leave_the_first_where_both_have_looked_before_either_wrote()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database);
        await using ServiceProvider other = StoreHost.Open(database, _keys);
        await host.Store().FindAsync("tenant");
        StoredConnection first = StoreHost.Connection(stamp: "first", refreshToken: "1000.first.first");
        _inserts.Before = async insert =>
        {
            (await other.Store().TrySaveAsync(first, null)).Should().BeTrue();
            insert.CommandText = insert.CommandText[..insert.CommandText.LastIndexOf(" WHERE ", StringComparison.Ordinal)]; // it has looked already
        };

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeFalse();

        (await host.Store().FindAsync("tenant")).Should().BeEquivalentTo(first);
    }

    [Test]
    public async Task Stand_where_only_the_answer_was_lost()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database);
        _inserts.After = () => throw new Lost();

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        (await host.Store().FindAsync("tenant")).Should().BeEquivalentTo(StoreHost.Connection());
    }

    [Test]
    public async Task Throw_what_the_database_says_where_nothing_was_inserted()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database);
        _inserts.Before = _ => throw new Lost();

        await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection(), null)).Should().ThrowAsync<Lost>();

        (await host.Store().FindAsync("tenant")).Should().BeNull();
    }

    private ServiceProvider Open(TestDatabase database) => StoreHost.Open<BiginConnectionsDbContext>(_keys, services => services.AddDbContext<BiginConnectionsDbContext>(options =>
    {
        database.Use(options);
        options.AddInterceptors(_inserts);
    }));

    private sealed class Lost() : DbException("The connection was lost.");

    private sealed class AroundInserts : DbCommandInterceptor
    {
        internal Func<DbCommand, Task> Before { get; set; } = _ => Task.CompletedTask;

        internal Func<Task> After { get; set; } = () => Task.CompletedTask;

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (IsInsert(command))
            {
                await Before(command);
            }

            return result;
        }

        public override async ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (IsInsert(command))
            {
                await After();
            }

            return result;
        }

        private static bool IsInsert(DbCommand command) => command.CommandText.StartsWith("INSERT INTO", StringComparison.Ordinal);
    }
}
