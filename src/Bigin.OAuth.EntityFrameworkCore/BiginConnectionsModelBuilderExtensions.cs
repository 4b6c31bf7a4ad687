using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Maps the table of connections.</summary>
public static class BiginConnectionsModelBuilderExtensions
{
    /// <summary>
    /// Maps the table of connections in a host's own context. Call it in <c>OnModelCreating</c>; a migration then creates the table.
    /// </summary>
    /// <remarks>
    /// Every facet of every column is set, so conventions for all types or all texts of the model don't reach them. Columns that
    /// conventions add take
    /// their defaults. What can't work all the same is refused when the host starts, by an exception that names the column and the fix.
    /// </remarks>
    /// <param name="modelBuilder">The builder of the model.</param>
    /// <param name="table">The name of the table.</param>
    /// <param name="schema">The schema of the table, or null for the default schema of the model or the database.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="table"/> is null or empty.</exception>
    /// <example>
    /// <code>
    /// protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections();
    /// </code>
    /// </example>
    public static ModelBuilder UseBiginConnections(this ModelBuilder modelBuilder, string table = "BiginConnections", string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrEmpty(table);
        return modelBuilder.Entity<ConnectionRow>(row =>
        {
            if (schema is null)
            {
                row.ToTable(table); // naming a schema, if only null, would set the model's default schema aside
            }
            else
            {
                row.ToTable(table, schema);
            }

            row.HasKey(connection => connection.Key);
            string? collation = ConnectionKeys.GetCollation(modelBuilder.Model);
            foreach (ConnectionColumn column in ConnectionColumn.All)
            {
                column.Pin(row, collation);
            }
        });
    }
}
