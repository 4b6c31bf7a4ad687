using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Holds what was found when the context was checked: where it leads when no request is there, which is how refreshes use it.
/// </summary>
internal sealed class CheckedContext(DatabaseIdentity database, string table, bool isSqlite)
{
    private string? _sameDatabase;

    internal bool IsSqlite => isSqlite;

    /// <summary>Refuses a context that leads elsewhere than the one that was checked.</summary>
    /// <exception cref="InvalidOperationException">The context has another database or another table.</exception>
    internal void RefuseAnother(DbContext context, ConnectionStatements statements)
    {
        DbConnection connection = context.Database.GetDbConnection();

        // Taking a connection string apart for each call would cost more than the call. A relative path of SQLite has to be, and an open
        // connection may have been led to another database.
        string? text = isSqlite || connection.State is not ConnectionState.Closed ? null : connection.ConnectionString;
        if (statements.Table == table && text is not null && text == Volatile.Read(ref _sameDatabase))
        {
            return;
        }

        DatabaseIdentity found = DatabaseIdentity.Of(connection, statements.Provider);
        if (found != database || statements.Table != table)
        {
            throw new InvalidOperationException(
                $"{context.GetType().Name} leads to {statements.Table} in {found} here, " +
                $"and to {table} in {database} where no request is running. " +
                "A key is one connection for the whole host, and tokens are refreshed outside of requests, so all keys need one " +
                "database and one table. Keep connections in a context that does not depend on the current tenant, and name the tenant " +
                "in the key, such as tenant-42.");
        }

        Volatile.Write(ref _sameDatabase, text);
    }
}
