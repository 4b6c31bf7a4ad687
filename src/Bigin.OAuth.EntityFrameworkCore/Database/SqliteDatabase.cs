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
        bool isShared = Has(settings, "Cache", "Shared");
        bool isMemory = Has(settings, "Mode", "Memory");
        if (connection.DataSource is "" || (!isShared && (isMemory || connection.DataSource is ":memory:")))
        {
            throw new InvalidOperationException(
                $"{context.GetType().Name} uses a SQLite database in memory, which ends with its connection, and each call opens a " +
                "connection of its own. Use a file: \"Data Source=bigin.db\". A test can delete it afterwards.");
        }
    }

    /// <summary>Makes a write wait for other writers as SQLite does. The setting is the open connection's.</summary>
    /// <remarks>
    /// Microsoft.Data.Sqlite waits for a locked file by trying again every 150 ms until the command's time-out of 30 seconds. SQLite's own
    /// waiting looks
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

    /// <summary>
    /// Finds the path of the database's file, or null where it has none. Only an open connection knows how its provider resolved it.
    /// </summary>
    internal static async Task<string?> FindFileAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        string path = context.Database.GetDbConnection().DataSource;
        await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        return path.Length > 0 ? path : null;
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

    private static bool Has(DbConnectionStringBuilder settings, string name, string value) =>
        settings.TryGetValue(name, out object? found) && value.Equals(found as string, StringComparison.OrdinalIgnoreCase);
}
