using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Looks for the table of connections, and creates it.</summary>
internal static class ConnectionsTable
{
    private const int Attempts = 5;

    internal static async Task<bool> ExistsAsync(DbContext context, CancellationToken cancellationToken)
    {
        IEntityType row = context.Model.FindEntityType(typeof(ConnectionRow))!;
        string table = row.GetTableName()!;
        string name = context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table, row.GetSchema());
        FormattableString? count = context.Database.ProviderName switch
        {
            DatabaseProviders.Sqlite => $"""SELECT COUNT(*) AS "Value" FROM "sqlite_master" WHERE "type" = 'table' AND "name" = {table}""",
            DatabaseProviders.PostgreSql => $"""SELECT COUNT(to_regclass({name})) AS "Value" """,
            DatabaseProviders.SqlServer => $"SELECT CAST(COUNT(OBJECT_ID({name}, N'U')) AS bigint) AS [Value]",
            _ => null,
        };
        if (count is not null)
        {
            return await context.Database.SqlQuery<long>(count).SingleAsync(cancellationToken).ConfigureAwait(false) > 0;
        }

        try
        {
            await context.Set<ConnectionRow>().IgnoreQueryFilters().AnyAsync(connection => connection.Key == "", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Creates what is missing: database, table or nothing. <c>EnsureCreated</c> would do nothing in a database that has any other table.</summary>
    internal static async Task CreateAsync(DbContext context, CancellationToken cancellationToken)
    {
        IRelationalDatabaseCreator creator = context.GetService<IRelationalDatabaseCreator>();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (!await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
                {
                    await creator.CreateAsync(cancellationToken).ConfigureAwait(false); // a SQLite file gets write-ahead logging here, from EF Core itself
                }

                if (!await ExistsAsync(context, cancellationToken).ConfigureAwait(false))
                {
                    await creator.CreateTablesAsync(cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (DbException) when (attempt < Attempts)
            {
                // Another process may have been a step ahead, so that the next look finds what this one could not create.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
