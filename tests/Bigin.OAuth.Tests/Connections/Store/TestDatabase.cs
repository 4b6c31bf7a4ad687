using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A database of one test's own: a SQLite file, or a database of the PostgreSQL that <c>BIGIN_POSTGRES</c> names.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string Empty = """
        DO $$
        DECLARE schema text;
        BEGIN
          FOR schema IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', schema);
          END LOOP;
        END $$;
        CREATE SCHEMA public;
        """;

    // PostgreSQL needs longer to make and to drop a database than most tests need for the rest. So a database is emptied after a test, and the next one gets it.
    // The connection that empties it stays open, and so do those in the pool: the server starts a process for a new one, which reads its catalog first, and that
    // takes longer than the emptying.
    private static readonly ConcurrentBag<NpgsqlConnection> EmptiedDatabases = [];

    // Limits the connections to a test's database: further calls wait. Npgsql's own default is 100.
    private static readonly int DefaultPoolSize = SuiteSize.Choose(representative: 10, full: 100);

    private readonly DirectoryInfo? _folder;
    private readonly NpgsqlConnection? _emptyingConnection;

    private TestDatabase(string kind, string connectionString, DirectoryInfo? folder = null, NpgsqlConnection? emptyingConnection = null) =>
        (Kind, ConnectionString, _folder, _emptyingConnection) = (kind, connectionString, folder, emptyingConnection);

    internal const string Sqlite = "sqlite";

    internal const string PostgreSql = "postgres";

    internal string Kind { get; }

    internal string ConnectionString { get; }

    private static string Server
    {
        get
        {
            string? server = Environment.GetEnvironmentVariable("BIGIN_POSTGRES");
            if (string.IsNullOrEmpty(server))
            {
                Missing.Skip("BIGIN_POSTGRES names no PostgreSQL. \".ci/postgres start FOLDER\" starts one and prints its connection string.");
            }

            int seconds = (int)Hang.Limit.TotalSeconds;
            return new NpgsqlConnectionStringBuilder(server) { Timeout = seconds, CommandTimeout = seconds }.ConnectionString;
        }
    }

    /// <summary>Gives a database that does not exist yet, or an empty one. A test of how many connections are used asks for a larger pool.</summary>
    internal static async Task<TestDatabase> CreateAsync(string kind, bool exists = true, int? poolSize = null)
    {
        if (kind == Sqlite)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("bigin");
            return new TestDatabase(kind, $"Data Source={Path.Combine(folder.FullName, "host.db")}", folder);
        }

        if (!exists)
        {
            return new TestDatabase(kind, ConnectionStringOf(NewName(), poolSize));
        }

        NpgsqlConnection connection = EmptiedDatabases.TryTake(out NpgsqlConnection? emptied) ? emptied : await CreateOnServerAsync();
        return new TestDatabase(kind, ConnectionStringOf(connection.Database, poolSize), emptyingConnection: connection);
    }

    /// <summary>Drops the databases that were kept for a next test.</summary>
    internal static async Task DropEmptiedAsync()
    {
        while (EmptiedDatabases.TryTake(out NpgsqlConnection? emptied))
        {
            await DropAsync(emptied);
        }
    }

    internal void Use(DbContextOptionsBuilder options)
    {
        if (Kind == Sqlite)
        {
            options.UseSqlite(ConnectionString);
        }
        else
        {
            options.UseNpgsql(ConnectionString, npgsql => npgsql.EnableRetryOnFailure());
        }
    }

    internal DbConnection Connection() => Kind == Sqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);

    internal async Task<int> ExecuteAsync(string sql)
    {
        await using DbConnection connection = Connection();
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads the names of a table's columns, in quotation marks.</summary>
    internal async Task<string[]> ReadColumnsAsync(string table)
    {
        await using DbConnection connection = Connection();
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE 1 = 0";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => $"\"{reader.GetName(i)}\"")];
    }

    /// <summary>Reads a table as text, one line a row.</summary>
    internal async Task<string> ReadAsync(string sql = "SELECT * FROM \"BiginConnections\" ORDER BY \"Key\"")
    {
        await using DbConnection connection = Connection();
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={reader.GetValue(i)}")));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Reads everything that the database keeps, in bytes where they are files: the write-ahead log included.</summary>
    internal async Task<byte[]> ReadBytesAsync()
    {
        if (_folder is null)
        {
            return System.Text.Encoding.UTF8.GetBytes(await ReadAsync());
        }

        var bytes = new List<byte>();
        foreach (FileInfo file in _folder.GetFiles())
        {
            await using FileStream stream = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content);
            bytes.AddRange(content);
        }

        return [.. bytes];
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            SqlitePool.Close(ConnectionString);
            _folder.Delete(recursive: true);
            return;
        }

        if (_emptyingConnection is null)
        {
            ClearPool();
            await DropAsync(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
            return;
        }

        try
        {
            if (await EndBusyConnectionsAsync(_emptyingConnection) || await HasManyConnectionsAsync(_emptyingConnection))
            {
                ClearPool();
            }

            await using var command = new NpgsqlCommand(Empty, _emptyingConnection);
            await command.ExecuteNonQueryAsync();
        }
        catch
        {
            await DropAsync(_emptyingConnection);
            throw;
        }

        EmptiedDatabases.Add(_emptyingConnection);
    }

    private void ClearPool()
    {
        using var pooled = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    // A statement or transaction that a test has left would hold up the emptying.
    private static Task<bool> EndBusyConnectionsAsync(NpgsqlConnection connection) => AskAsync(connection, """
        SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
        """);

    // Connections that nothing uses may take a quarter of what the server allows. Running tests need the others.
    private static Task<bool> HasManyConnectionsAsync(NpgsqlConnection connection) =>
        AskAsync(connection, "SELECT count(*) > current_setting('max_connections')::int / 4 FROM pg_stat_activity");

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string question)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static string NewName() => $"bigin_{Guid.NewGuid():N}";

    private static string ConnectionStringOf(string database, int? poolSize = null) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = database, IncludeErrorDetail = true, MaxPoolSize = poolSize ?? DefaultPoolSize }.ConnectionString;

    private static async Task<NpgsqlConnection> CreateOnServerAsync()
    {
        string name = NewName();
        await ExecuteOnServerAsync($"CREATE DATABASE {name}");
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionStringOf(name)) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await DropAsync(connection);
            throw;
        }
    }

    private static async Task DropAsync(NpgsqlConnection connection)
    {
        string name = connection.Database;
        await connection.DisposeAsync();
        await DropAsync(name);
    }

    private static Task DropAsync(string name) => ExecuteOnServerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
