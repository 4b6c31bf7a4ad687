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

    /// <summary>Refuses a database that ends with its connection: the store opens a connection for each call.</summary>
    internal static void RefuseMemory(DbContext context)
    {
        DbConnection connection = context.Database.GetDbConnection();
        if (connection.State is ConnectionState.Open)
        {
            return; // the host keeps it open
        }

        var settings = new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        bool isShared = settings.TryGetValue("Cache", out object? cache) && "Shared".Equals(cache as string, StringComparison.OrdinalIgnoreCase);
        bool isMemory = settings.TryGetValue("Mode", out object? mode) && "Memory".Equals(mode as string, StringComparison.OrdinalIgnoreCase);
        if (connection.DataSource is "" || (!isShared && (isMemory || connection.DataSource is ":memory:")))
        {
            throw new InvalidOperationException(
                $"{context.GetType().Name} uses a SQLite database in memory, which ends with its connection, and each call opens a connection of its own. " +
                "Use a file: \"Data Source=bigin.db\". A test can delete it afterwards.");
        }
    }

    /// <summary>Makes a write wait for other writers as SQLite does. The setting is the open connection's.</summary>
    /// <remarks>
    /// Microsoft.Data.Sqlite waits for a locked file by trying again every 150 ms until the command's time-out of 30 seconds. SQLite's own waiting looks
    /// every few milliseconds, so that each of many writers gets its turn. https://www.sqlite.org/c3ref/busy_timeout.html
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

    /// <summary>Closes the open connection where its file was deleted. A pooled one would go on with the deleted file, and all of it would end with the process.</summary>
    /// <returns><see langword="true"/> where the file was deleted. The next connection makes a new one.</returns>
    internal static async Task<bool> TryLeaveDeletedFileAsync(DbContext context)
    {
        DbConnection connection = context.Database.GetDbConnection();
        if (connection.DataSource is not { Length: > 0 } path || File.Exists(path))
        {
            return false;
        }

        await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        ClearPool(connection);
        return true;
    }

    // SqliteConnection.ClearPool(SqliteConnection), by its name, because the provider isn't referenced.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "SqliteConnection itself calls and documents ClearPool; where it is trimmed away, pooled connections end by their own time.")]
    private static void ClearPool(DbConnection connection) =>
        connection.GetType().GetMethod("ClearPool", BindingFlags.Public | BindingFlags.Static, [connection.GetType()])?.Invoke(null, [connection]);
}
