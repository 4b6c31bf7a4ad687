using System.Data;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class A_file_of_SQLite
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [TestCase(true)]
    [TestCase(false)]
    [Platform(Exclude = "Win", Reason = "Windows lets no program replace a file that another has open.")]
    public async Task Is_made_anew_where_it_was_deleted_while_the_host_runs(bool isSaved)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await host.Store().TrySaveAsync(StoreHost.Connection("before"), null);
        string file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

        foreach (string name in new[] { file, $"{file}-wal", $"{file}-shm" })
        {
            File.Delete(name);
        }

        if (isSaved)
        {
            (await host.Store().TrySaveAsync(StoreHost.Connection("after"), null)).Should().BeTrue();
        }

        (await host.Store().FindAsync("before")).Should().BeNull("it went with the file");
        File.Exists(file).Should().BeTrue();

        // What was saved since is in the new file, and not in the deleted one, which the pool of connections would have kept.
        await using ServiceProvider next = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"{database.ConnectionString};Pooling=False")));
        (await next.Store().ListAsync().Select(connection => connection.Key).ToArrayAsync()).Should().Equal(isSaved ? ["after"] : []);
        (await database.ReadAsync("PRAGMA journal_mode")).Should().Be("journal_mode=wal");
    }

    // Why docs/storage.md says to stop the host before a backup is restored.
    [Test]
    [Platform(Exclude = "Win", Reason = "Windows lets no program replace a file that another has open.")]
    public async Task Is_used_on_where_another_was_put_in_its_place_while_the_host_runs()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        string file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        await host.Store().TrySaveAsync(StoreHost.Connection("before"), null);
        await database.ExecuteAsync($"VACUUM INTO '{file}.backup'");

        File.Move($"{file}.backup", file, overwrite: true);

        (await host.Store().TrySaveAsync(StoreHost.Connection("after"), null)).Should().BeTrue();
        await using ServiceProvider next = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"{database.ConnectionString};Pooling=False")));
        File.Delete($"{file}-wal");
        (await next.Store().ListAsync().Select(connection => connection.Key).ToArrayAsync()).Should().Equal("before");
    }

    [TestCase("Data Source=:memory:")]
    [TestCase("Data Source=")]
    [TestCase("Data Source=connections;Mode=Memory")]
    [TestCase("Data Source=:memory:;Cache=Shared")]
    [TestCase("Data Source=file::memory:")]
    [TestCase("Data Source=file::memory:?cache=private")]
    [TestCase("Data Source=file:connections?mode=memory&cache=shared")]
    [TestCase("Data Source=FILE:connections?cache=private&mode=memory")]
    public async Task Is_asked_for_where_the_database_would_be_in_memory(string connectionString)
    {
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(connectionString)));
        const string Message = "BiginConnectionsDbContext uses a SQLite database in memory, which ends with its connection*Use a file: \"Data Source=bigin.db\"*";

        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>()).WithMessage(Message);
    }

    [Test]
    public async Task Is_asked_for_at_the_first_call_where_nobody_keeps_a_shared_database_in_memory_open()
    {
        string name = $"{Guid.NewGuid():N}";
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={name};Mode=Memory;Cache=Shared")));

        for (int i = 0; i < 2; i++)
        {
            (await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection(), null)).Should().ThrowAsync<InvalidOperationException>())
                .WithMessage("BiginConnectionsDbContext uses a SQLite database in memory, which ends with its connection*");
        }
    }

    [Test]
    public async Task May_lie_in_a_folder_whose_name_says_memory()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("memory");
        string connectionString = $"Data Source=file:{Path.Combine(folder.FullName, "memory.db")}?cache=private;Pooling=False";
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(connectionString)));

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
        folder.Delete(recursive: true);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task May_be_given_by_a_connection_with_a_relative_path(bool isOpen)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        string path = Path.GetRelativePath(Environment.CurrentDirectory, new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        if (isOpen)
        {
            await connection.OpenAsync();
        }

        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(connection)));

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
        (await host.Store().TrySaveAsync(StoreHost.Connection(stamp: "two"), "one")).Should().BeTrue();
        connection.State.Should().Be(isOpen ? ConnectionState.Open : ConnectionState.Closed);
    }

    [Test]
    public async Task Is_the_same_one_by_its_relative_and_by_its_absolute_path()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        string path = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={path};Pooling=False")));
        await host.Store().TrySaveAsync(StoreHost.Connection(), null);

        path = Path.GetRelativePath(Environment.CurrentDirectory, path);

        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
    }

    [Test]
    public async Task Is_not_needed_where_the_host_keeps_a_connection_open()
    {
        await using var open = new SqliteConnection("Data Source=:memory:");
        await open.OpenAsync();
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(open)));

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
    }

    [Test]
    public async Task Is_not_needed_where_connections_share_what_is_in_memory_and_the_host_keeps_one_open()
    {
        string connectionString = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        await using var open = new SqliteConnection(connectionString);
        await open.OpenAsync();
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            _keys, services => services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite(connectionString)));

        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();
        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
    }

    [Test]
    public async Task Has_write_ahead_logging_where_the_ready_made_context_made_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await host.Store().TrySaveAsync(StoreHost.Connection(), null);

        (await database.ReadAsync("PRAGMA journal_mode")).Should().Be("journal_mode=wal");
    }
}
