using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Does what only SQLite needs. Its provider isn't referenced, because a host on another database has no use for it.</summary>
internal static class SqliteDatabase
{
    internal static bool IsSqlite(DbContext context) => context.Database.ProviderName == DatabaseProviders.Sqlite;

    /// <summary>Refuses a database that surely ends with its connection: the store opens a connection for each call.</summary>
    internal static void RefuseMemory(DbContext context)
    {
        DbConnection connection = context.Database.GetDbConnection();
        if (connection.State is ConnectionState.Open)
        {
            return; // the host keeps it open
        }

        // The bare name is private to its connection, with any cache setting. https://www.sqlite.org/inmemorydb.html#sharedmemdb
        string path = connection.DataSource;
        bool isMemory = path is "" or ":memory:"
            || path.StartsWith("file::memory:", StringComparison.OrdinalIgnoreCase)
            || (IsAddress(path) && path.Contains("mode=memory", StringComparison.OrdinalIgnoreCase))
            || (IsInMemory(connection) && !HasSetting(connection, "Cache", "Shared"));
        if (isMemory)
        {
            throw MemoryRefusal(context);
        }
    }

    /// <summary>Gets a value indicating whether the database lives as long as any connection to it is open, and this one isn't.</summary>
    internal static bool IsShared(DbContext context) =>
        IsSqlite(context) && context.Database.GetDbConnection() is { State: not ConnectionState.Open } connection && IsInMemory(connection);

    internal static InvalidOperationException MemoryRefusal(DbContext context) => new(
        $"{context.GetType().Name} uses a SQLite database in memory, which ends with its connection, and each call opens a " +
        "connection of its own. Use a file: \"Data Source=bigin.db\". A test can delete it afterwards.");

    /// <summary>Gets the whole path of the file, by what the connection was given: an open one knows it by another name.</summary>
    internal static string GetPath(DbConnection connection)
    {
        string path = connection.State is ConnectionState.Open
            ? Setting(connection, "Data Source") ?? Setting(connection, "DataSource") ?? Setting(connection, "Filename") ?? ""
            : connection.DataSource;
        return path is "" or ":memory:" || path.StartsWith('|') || IsAddress(path) ? path : Path.GetFullPath(path);
    }

    /// <summary>Makes a write wait for other writers as SQLite does. The setting is the open connection's.</summary>
    /// <remarks>
    /// Microsoft.Data.Sqlite waits for a locked file by trying again every 150 ms until the command's time-out of 30 seconds. SQLite's own
    /// waiting looks every few milliseconds, so that each of many writers gets its turn. https://www.sqlite.org/c3ref/busy_timeout.html
    /// </remarks>
    internal static async Task WaitForLocksAsync(DbContext context, CancellationToken cancellationToken)
    {
        DbCommand command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "PRAGMA busy_timeout = 2000;";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Finds the path of the database's file, or null where it has none. Only an open connection knows how its provider resolved it.
    /// </summary>
    internal static async Task<string?> FindFileAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string path = context.Database.GetDbConnection().DataSource;
            return path.Length > 0 ? path : null;
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Closes the pooled connections of a file that was deleted. They would go on with it, and all that they save would end with the
    /// process.
    /// </summary>
    internal static void LeaveDeletedFile(DbContext context) => ClearPool(context.Database.GetDbConnection());

    // SqliteConnection.ClearPool(SqliteConnection), by its name, because the provider isn't referenced.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where it is trimmed away, pooled connections end by themselves.")]
    private static void ClearPool(DbConnection connection) =>
        connection.GetType().GetMethod("ClearPool", BindingFlags.Public | BindingFlags.Static, [connection.GetType()])
            ?.Invoke(null, [connection]);

    private static bool IsAddress(string path) => path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    private static bool IsInMemory(DbConnection connection) => HasSetting(connection, "Mode", "Memory");

    private static bool HasSetting(DbConnection connection, string name, string value) =>
        value.Equals(Setting(connection, name), StringComparison.OrdinalIgnoreCase);

    private static string? Setting(DbConnection connection, string name) =>
        new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString }.TryGetValue(name, out object? value)
            ? value as string
            : null;
}
