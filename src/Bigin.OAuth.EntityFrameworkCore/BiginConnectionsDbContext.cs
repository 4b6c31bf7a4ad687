using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Holds the connections of a host that has no context of its own for them.</summary>
/// <remarks>
/// As a store it creates its database and table on first use where they are missing, beside other tables too, and brings the table of an
/// earlier
/// version up to date. Several processes may start at once. A host may also create the table before: by <c>EnsureCreated</c>, or by
/// migrations of its own.
/// </remarks>
/// <param name="options">The options, with a relational database.</param>
public sealed class BiginConnectionsDbContext(DbContextOptions<BiginConnectionsDbContext> options) : DbContext(options)
{
    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.UseBiginConnections();
    }
}
