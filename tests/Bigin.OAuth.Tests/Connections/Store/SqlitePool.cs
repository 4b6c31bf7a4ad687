using Microsoft.Data.Sqlite;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The pooled connections to one file of SQLite.</summary>
internal static class SqlitePool
{
    /// <summary>Closes them, so that the file can be replaced or deleted. To close those of all files takes away the connection that a test beside is about to use.</summary>
    internal static void Clear(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        SqliteConnection.ClearPool(connection);
    }
}
