using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Holds what was found when the context was checked: where it leads when no request is there, which is how refreshes use it.
/// </summary>
internal sealed record CheckedContext(DatabaseIdentity Database, string Table, bool IsSqlite)
{
    /// <summary>Refuses a context that leads elsewhere than the one that was checked.</summary>
    /// <exception cref="InvalidOperationException">The context has another database or another table.</exception>
    internal void RefuseAnother(DbContext context, string table)
    {
        DatabaseIdentity database = DatabaseIdentity.Of(context);
        if (database != Database || table != Table)
        {
            throw new InvalidOperationException(
                $"{context.GetType().Name} leads to {table} in {database} here, " +
                $"and to {Table} in {Database} where no request is running. " +
                "A key is one connection for the whole host, and tokens are refreshed outside of requests, so all keys need one database " +
                "and one table. Keep connections in a context that does not depend on the current tenant, and name the tenant in the key, " +
                "such as tenant-42.");
        }
    }
}
