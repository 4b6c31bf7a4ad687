using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Looks for the table of connections, creates it, and brings one of an earlier version up to date.</summary>
internal static class ConnectionsTable
{
    private const int Attempts = 5;

    // Saves were counted in it before they had stamps. Required and without a default, it would refuse every insert now.
    private const string CounterOfSaves = "Version";

    internal static async Task<bool> ExistsAsync(DbContext context, CancellationToken cancellationToken)
    {
        IEntityType row = GetRow(context);
        string name = GetTableName(context, row);
        FormattableString? count = context.Database.ProviderName switch
        {
            DatabaseProviders.Sqlite =>
                $"""SELECT COUNT(*) AS "Value" FROM "sqlite_master" WHERE "type" = 'table' AND "name" = {row.GetTableName()}""",
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
            await ReadColumnsAsync(context, name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Finds the columns of the model that the table in the database hasn't got.</summary>
    internal static async Task<IReadOnlyList<string>> FindMissingColumnsAsync(DbContext context, CancellationToken cancellationToken)
    {
        IEntityType row = GetRow(context);
        HashSet<string> existing = await ReadColumnsAsync(context, GetTableName(context, row), cancellationToken).ConfigureAwait(false);
        return [.. ConnectionColumn.All.Select(column => GetColumnName(row, column.Property)).Where(column => !existing.Contains(column))];
    }

    /// <summary>
    /// Creates what is missing: database, table, columns of this version, or nothing. <c>EnsureCreated</c> would do nothing in a database
    /// that has any other table.
    /// </summary>
    internal static async Task PrepareAsync(DbContext context, CancellationToken cancellationToken)
    {
        IRelationalDatabaseCreator creator = context.GetService<IRelationalDatabaseCreator>();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (!await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
                {
                    // A SQLite file gets write-ahead logging here, from EF Core itself.
                    await creator.CreateAsync(cancellationToken).ConfigureAwait(false);
                }

                if (!await ExistsAsync(context, cancellationToken).ConfigureAwait(false))
                {
                    await creator.CreateTablesAsync(cancellationToken).ConfigureAwait(false);
                }

                await UpgradeAsync(context, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DbException) when (attempt < Attempts)
            {
                // Another process may have been a step ahead, so that the next look finds what this one could not create.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // In one transaction, because all databases that this is tested on have transactions for it: another process sees the table of either
    // version.
    private static async Task UpgradeAsync(DbContext context, CancellationToken cancellationToken)
    {
        IEntityType row = GetRow(context);
        string table = GetTableName(context, row);
        string stamp = GetColumnName(row, nameof(ConnectionRow.ConcurrencyStamp));
        HashSet<string> existing = await ReadColumnsAsync(context, table, cancellationToken).ConfigureAwait(false);
        List<MigrationOperation> operations = [];
        if (!existing.Contains(stamp))
        {
            operations.Add(CreateStampColumn(row, stamp));
        }

        // SQLite itself drops a column in place. EF Core's own operation would copy the table, and lose what another process writes
        // meanwhile.
        ISqlGenerationHelper sql = context.GetService<ISqlGenerationHelper>();
        operations.AddRange(existing.Where(column => column.Equals(CounterOfSaves, StringComparison.OrdinalIgnoreCase))
            .Select(column => new SqlOperation { Sql = $"ALTER TABLE {table} DROP COLUMN {sql.DelimitIdentifier(column)};" }));
        if (operations.Count > 0)
        {
            IReadOnlyList<MigrationCommand> commands = context.GetService<IMigrationsSqlGenerator>()
                .Generate(operations, context.GetService<IDesignTimeModel>().Model);
            await context.GetService<IMigrationCommandExecutor>()
                .ExecuteNonQueryAsync(commands, context.GetService<IRelationalConnection>(), cancellationToken).ConfigureAwait(false);
        }
    }

    // One fresh random stamp for all rows: a stamp is compared with those of its own key only.
    private static AddColumnOperation CreateStampColumn(IEntityType row, string name)
    {
        IProperty property = row.FindProperty(nameof(ConnectionRow.ConcurrencyStamp))!;
        return new AddColumnOperation
        {
            Schema = row.GetSchema(),
            Table = row.GetTableName()!,
            Name = name,
            ClrType = typeof(string),
            ColumnType = property.GetColumnType(),
            MaxLength = property.GetMaxLength(),
            IsUnicode = property.IsUnicode(),
            Collation = property.GetCollation(),
            DefaultValue = RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
    }

    // A query without rows names its columns on every database.
    private static async Task<HashSet<string>> ReadColumnsAsync(DbContext context, string table, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using DbCommand command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table} WHERE 1 = 0";
            using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            return Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToHashSet(StringComparer.Ordinal);
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    private static IEntityType GetRow(DbContext context) =>
        context.GetService<IDesignTimeModel>().Model.FindEntityType(typeof(ConnectionRow))!;

    private static string GetTableName(DbContext context, IEntityType row) =>
        context.GetService<ISqlGenerationHelper>().DelimitIdentifier(row.GetTableName()!, row.GetSchema());

    private static string GetColumnName(IEntityType row, string property) =>
        row.FindProperty(property)!.GetColumnName(StoreObjectIdentifier.Create(row, StoreObjectType.Table)!.Value)!;
}
