using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>What docs/storage.md says a connection costs the database, and what a host's interceptors of commands see of it.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Statements_of_a_connection
{
    private readonly Seen _seen = new();

    [Test]
    public async Task Are_none_for_a_fresh_token_one_for_a_recheck_and_few_for_a_refresh()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await StartAsync(database);
        await host.ConnectAsync();
        await host.Connections.GetAccessTokenAsync(ConnectionHost.Key);

        (await CountAsync()).Should().Be(0);
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));
        (await CountAsync()).Should().Be(1);
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await CountAsync()).Should().Be(7);
        _seen.Statements.Where(statement => statement.StartsWith("SELECT ", StringComparison.Ordinal)).Should().HaveCount(3);
        _seen.Statements.Where(statement => statement.StartsWith("UPDATE ", StringComparison.Ordinal)).Should().HaveCount(4);
        _seen.Statements.Should().OnlyContain(statement => statement.Contains("\"Key\" = @", StringComparison.Ordinal));

        async Task<int> CountAsync()
        {
            _seen.Statements.Clear();
            await host.Connections.GetAccessTokenAsync(ConnectionHost.Key);
            return _seen.Statements.Count;
        }
    }

    [Test]
    public async Task Are_two_for_a_recheck_that_finds_another_stamp()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await StartAsync(database);
        await host.ConnectAsync();
        await database.ExecuteAsync("UPDATE BiginConnections SET ConcurrencyStamp = 'another'");
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));
        _seen.Statements.Clear();

        await host.Connections.GetAccessTokenAsync(ConnectionHost.Key);

        _seen.Statements.Should().HaveCount(2).And.OnlyContain(statement => statement.StartsWith("SELECT ", StringComparison.Ordinal));
    }

    [Test]
    public async Task Read_500_rows_each_for_a_list()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await StartAsync(database);
        await host.ConnectAsync();
        string others;
        await using (BiginConnectionsDbContext context = await host.Services.GetRequiredService<IDbContextFactory<BiginConnectionsDbContext>>().CreateDbContextAsync())
        {
            others = string.Join(", ", context.Model.GetEntityTypes().Single().GetProperties().Select(column => column.Name).Where(name => name != "Key"));
        }

        await database.ExecuteAsync(
            $"""
            WITH RECURSIVE number(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < 1000)
            INSERT INTO BiginConnections (Key, {others}) SELECT 'other-' || value, {others} FROM number, (SELECT * FROM BiginConnections)
            """);
        _seen.Statements.Clear();

        (await host.Store.ListAsync().CountAsync()).Should().Be(1_001);

        _seen.Statements.Should().HaveCount(3);
    }

    [Test]
    public async Task Have_no_token_among_their_parameters_that_is_not_encrypted()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await StartAsync(database);
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.Connections.GetAccessTokenAsync(ConnectionHost.Key);
        StoredConnection row = (await host.Store.FindAsync(ConnectionHost.Key))!;

        string values = string.Join('\n', _seen.Values);
        values.Should().Contain(ConnectionHost.Key).And.NotContain(row.RefreshToken).And.NotContain(row.AccessToken!);
    }

    private Task<ConnectionHost> StartAsync(TestDatabase database) => ConnectionHost.StartAsync(builder =>
    {
        builder.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options =>
        {
            database.Use(options);
            options.AddInterceptors(_seen);
        });
    });

    private sealed class Seen : DbCommandInterceptor
    {
        internal List<string> Statements { get; } = [];

        internal List<object?> Values { get; } = [];

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Add(command);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Add(command);
            return ValueTask.FromResult(result);
        }

        private void Add(DbCommand command)
        {
            lock (Statements)
            {
                Statements.Add(command.CommandText);
                Values.AddRange(command.Parameters.Cast<DbParameter>().Select(parameter => parameter.Value));
            }
        }
    }
}
