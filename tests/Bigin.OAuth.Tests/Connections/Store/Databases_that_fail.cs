using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>After a failure the store looks whether table or columns are missing. What the database said first isn't lost by that.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Databases_that_fail
{
    private readonly Failing _database = new();

    [Test]
    public async Task Are_quoted_with_what_they_said_first()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = Open<AppDbContext>(database);
        _database.Errors = new(["A", "B", "C"]);

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<DbException>()).WithMessage("A");
    }

    [Test]
    public async Task Are_quoted_with_what_they_said_first_by_the_ready_made_context()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = Open<BiginConnectionsDbContext>(database);
        await host.Store().FindAsync("tenant");
        _database.Errors = new(["A", "B", "C"]);

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<DbException>()).WithMessage("A");
    }

    [Test]
    public async Task Are_asked_once_where_the_failure_is_one_of_the_moment([Values] bool isReadyMade)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = isReadyMade ? Open<BiginConnectionsDbContext>(database) : Open<AppDbContext>(database);
        if (isReadyMade)
        {
            await host.Store().FindAsync("tenant");
        }

        (_database.Errors, _database.IsTransient) = (new(["A", "B", "C"]), true);

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<DbException>()).WithMessage("A");
        _database.Errors.Should().Equal("B", "C");
    }

    [Test]
    public async Task Wait_while_another_process_writes_to_the_file()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = Open<BiginConnectionsDbContext>(database);
        await host.Store().FindAsync("tenant");
        await using DbConnection other = database.Connection();
        await other.OpenAsync();
        await using DbTransaction writing = await other.BeginTransactionAsync();

        Task<bool> saved = Task.Run(async () => await host.Store().TrySaveAsync(StoreHost.Connection(), null));
        (await Task.WhenAny(saved, Task.Delay(TimeSpan.FromMilliseconds(200)))).Should().NotBe(saved);
        await writing.CommitAsync();

        (await saved.WaitAsync(Hang.Limit)).Should().BeTrue();
    }

    [Test]
    public async Task Are_waited_for_no_longer_than_the_time_out_of_a_command()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        string impatient = $"{database.ConnectionString};Default Timeout=1";
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            new EphemeralDataProtectionProvider(),
            services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(impatient)));
        await host.Store().FindAsync("tenant");
        await using DbConnection other = database.Connection();
        await other.OpenAsync();
        await using DbTransaction writing = await other.BeginTransactionAsync();

        (await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection(), null)).Should().ThrowAsync<DbException>())
            .WithMessage("*locked*");
        SqlitePool.Close(impatient);
    }

    [Test]
    public async Task Count_a_save_once_where_their_answer_was_lost_and_the_host_repeats_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.PostgreSql);
        await using ServiceProvider host = Open<BiginConnectionsDbContext>(database);
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
        _database.LostAnswers = 1;

        (await host.Store().TrySaveAsync(StoreHost.Connection(stamp: "two"), "one")).Should().BeTrue("it is in the row");

        _database.LostAnswers.Should().BeNegative("it was repeated");
        (await host.Store().FindStampAsync("tenant")).Should().Be("two");
    }

    // Nothing of EF Core repeats a command by itself.
    [Test]
    public async Task Are_read_again_where_the_host_repeats_what_failed_for_a_moment()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.PostgreSql);
        await using ServiceProvider host = Open<BiginConnectionsDbContext>(database);
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        _database.LostReads = 1;
        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
        _database.LostReads.Should().BeNegative("it was repeated");
        _database.LostReads = 1;
        (await host.Store().FindStampAsync("tenant")).Should().Be("one");
        _database.LostReads.Should().BeNegative("it was repeated");
        _database.LostReads = 1;
        (await host.Store().ListAsync().ToArrayAsync()).Should().ContainSingle();
        _database.LostReads.Should().BeNegative("it was repeated");
    }

    [Test]
    public async Task Reach_the_callers_as_a_failure_of_the_store_with_the_fix_inside()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.PersistConnectionsToDbContext<AppDbContext>();
            builder.Services.AddDbContext<AppDbContext>(database.Use);
        });

        BiginConnectionException exception =
            (await host.Connections.Awaiting(x => x.GetAccessTokenAsync(ConnectionHost.Key).AsTask()).Should().ThrowAsync<BiginConnectionException>()).Which;

        exception.Reason.Should().Be(ConnectionFailure.StoreFailed);
        exception.InnerException.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("dotnet ef database update");
    }

    [Test]
    public async Task Reach_the_callers_as_a_failure_of_the_store_where_the_table_is_not_mapped()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.PersistConnectionsToDbContext<DbContext>();
            builder.Services.AddDbContext<DbContext>(database.Use);
        });

        BiginConnectionException exception = await host.FailureAsync();

        exception.Reason.Should().Be(ConnectionFailure.StoreFailed);
        exception.InnerException.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("modelBuilder.UseBiginConnections()");
    }

    [Test]
    public async Task Cost_no_code_where_the_table_is_missing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.PersistConnectionsToDbContext<AppDbContext>();
            builder.Services.AddDbContext<AppDbContext>(database.Use);
        });
        AuthorizationResult accepted = await host.AcceptAsync();

        (await host.Connections.Awaiting(x => x.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        host.Emulator.Requests.Should().NotContain(request => request.Parameters.ContainsKey("grant_type"), "the code is not sent");
        await using (AsyncServiceScope scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.EnsureCreatedAsync();
        }

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>("the same code works once the table is there");
    }

    private ServiceProvider Open<TContext>(TestDatabase database)
        where TContext : DbContext =>
        StoreHost.Open<TContext>(new EphemeralDataProtectionProvider(), services => services.AddDbContext<TContext>(options =>
        {
            database.Use(options);
            options.AddInterceptors(_database);
        }));

    private sealed class Failing : DbCommandInterceptor
    {
        internal Queue<string> Errors { get; set; } = new();

        internal bool IsTransient { get; set; }

        internal int LostAnswers { get; set; }

        internal int LostReads { get; set; }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            LostAnswers-- > 0 ? throw new NpgsqlException("The answer was lost.", new IOException()) : ValueTask.FromResult(result);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            Errors.TryDequeue(out string? error) ? throw new Failure(error, IsTransient)
            : LostReads-- > 0 ? throw new NpgsqlException("The server is away.", new IOException())
            : ValueTask.FromResult(result);
    }

    private sealed class Failure(string message, bool isTransient) : DbException(message)
    {
        public override bool IsTransient => isTransient;
    }
}
