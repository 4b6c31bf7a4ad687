using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Writes the parts of a statement: the names that the host's model gives, quoted as the database wants it. No value is ever in them.
/// </summary>
internal sealed class ConnectionStatementText
{
    private readonly IEntityType _row;
    private readonly ISqlGenerationHelper _sql;
    private readonly StoreObjectIdentifier _table;

    internal ConnectionStatementText(IEntityType row, ISqlGenerationHelper sql)
    {
        (_row, _sql) = (row, sql);
        _table = StoreObjectIdentifier.Create(row, StoreObjectType.Table)!.Value;
        Table = sql.DelimitIdentifier(_table.Name, _table.Schema);
    }

    internal string Table { get; }

    internal string Name(string name) => _sql.DelimitIdentifier(name);

    internal string Column(string property) => Name(_row.FindProperty(property)!.GetColumnName(_table)!);

    internal string Parameter(string name) => _sql.GenerateParameterName(name);

    internal string Columns(IEnumerable<string> properties) => string.Join(", ", properties.Select(Column));

    internal string Parameters(IEnumerable<string> names) => string.Join(", ", names.Select(Parameter));

    /// <summary>
    /// Writes "column = parameter", which compares in a condition and assigns after SET. The parameter has the property's name where no
    /// other is given.
    /// </summary>
    internal string Equal(string property, string? parameter = null) => $"{Column(property)} = {Parameter(parameter ?? property)}";

    internal RelationalTypeMapping GetTypeMapping(string property) => _row.FindProperty(property)!.GetRelationalTypeMapping();
}
