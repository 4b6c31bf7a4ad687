using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Holds all statements of one model of a context. A model is built once in nearly every host, and its statements with it.
/// </summary>
internal sealed class ConnectionStatements
{
    internal ConnectionStatements(DbContext context)
    {
        var text = new ConnectionStatementText(
            context.Model.FindEntityType(typeof(ConnectionRow))!, context.GetService<ISqlGenerationHelper>());
        (Table, Provider) = (text.Table, context.Database.ProviderName);
        Reads = new ConnectionReads(context, text);
        Writes = new ConnectionWrites(context, text);
    }

    /// <summary>Gets the name of the table, with its schema, as statements write it.</summary>
    internal string Table { get; }

    /// <summary>Gets the name of the provider, which EF Core looks up among its services each time.</summary>
    internal string? Provider { get; }

    internal ConnectionReads Reads { get; }

    internal ConnectionWrites Writes { get; }
}
