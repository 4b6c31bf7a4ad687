using System.Data.Common;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Names the database that a context leads to. A password or another setting of the connection doesn't belong to it.</summary>
internal readonly record struct DatabaseIdentity(string DataSource, string Database, string SearchPath)
{
    internal static DatabaseIdentity Of(DbConnection connection, string? provider) => provider switch
    {
        DatabaseProviders.Sqlite => new(SqliteDatabase.GetPath(connection), connection.Database, ""),
        DatabaseProviders.PostgreSql => new(connection.DataSource, connection.Database, GetSearchPath(connection)),
        _ => new(connection.DataSource, connection.Database, ""),
    };

    public override string ToString() => SearchPath.Length == 0 ? $"{DataSource}, {Database}" : $"{DataSource}, {Database}, {SearchPath}";

    // A schema per tenant: the table's name has no schema, and the server looks for it along this path.
    private static string GetSearchPath(DbConnection connection)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        if (settings.TryGetValue("Search Path", out object? path) || settings.TryGetValue("SearchPath", out path))
        {
            return $"search path {path}";
        }

        return settings.TryGetValue("Options", out object? options)
            && options.ToString() is { } text && text.Contains("search_path", StringComparison.OrdinalIgnoreCase) ? text : "";
    }
}
