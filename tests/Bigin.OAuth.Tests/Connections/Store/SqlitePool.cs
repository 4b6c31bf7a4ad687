using Microsoft.Data.Sqlite;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The pooled connections to files of SQLite.</summary>
internal static class SqlitePool
{
    /// <summary>Closes those to one file, so that it can be replaced or deleted.</summary>
    /// <remarks>To close those to all files would take away the connection that a test beside is about to use.</remarks>
    internal static void Clear(string file)
    {
        // There is a pool for each text of the connection string.
        Close($"Data Source={file}");
        Close(new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString);
        Close(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite }.ConnectionString);
    }

    /// <summary>Closes those to all files in a folder and below it.</summary>
    internal static void ClearFolder(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.GetFiles("*.db", SearchOption.AllDirectories))
        {
            Clear(file.FullName);
        }
    }

    /// <summary>Closes those that were opened by one connection string.</summary>
    internal static void Close(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
