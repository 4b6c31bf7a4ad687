using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Inserts a row by one statement of its own: EF Core has ExecuteUpdate and ExecuteDelete, but inserts only through the host's SaveChanges.</summary>
internal static class ConnectionRowInsertion
{
    /// <summary>Inserts the row where its key has none yet.</summary>
    /// <exception cref="DbException">The statement failed; another one inserted the key at the same time, perhaps.</exception>
    internal static async Task<bool> TryInsertAsync(DbContext context, ConnectionRow row, CancellationToken cancellationToken)
    {
        IEntityType type = context.Model.FindEntityType(typeof(ConnectionRow))!;
        ISqlGenerationHelper sql = context.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        using DbCommand command = context.Database.GetDbConnection().CreateCommand(); // makes parameters and is not executed

        // The columns' own types and converters, as in every other statement. A column without a value is left out.
        (string Column, DbParameter Value)[] values =
        [
            .. type.GetProperties()
                .Select((property, index) => (property, index, value: property.GetGetter().GetClrValue(row)))
                .Where(column => column.value is not null)
                .Select(column => (
                    sql.DelimitIdentifier(column.property.GetColumnName(table)!),
                    column.property.GetRelationalTypeMapping().CreateParameter(command, $"@p{column.index}", column.value))),
        ];
        string name = sql.DelimitIdentifier(table.Name, table.Schema);
        int key = Array.FindIndex(values, value => value.Column == sql.DelimitIdentifier(type.FindProperty(nameof(ConnectionRow.Key))!.GetColumnName(table)!));
        string statement =
            $"INSERT INTO {name} ({string.Join(", ", values.Select(value => value.Column))}) " +
            $"SELECT {string.Join(", ", values.Select(value => value.Value.ParameterName))} " +
            $"WHERE NOT EXISTS (SELECT 1 FROM {name} WHERE {values[key].Column} = {values[key].Value.ParameterName})";
        return await context.Database.ExecuteSqlRawAsync(statement, values.Select(value => (object)value.Value), cancellationToken).ConfigureAwait(false) == 1;
    }
}
