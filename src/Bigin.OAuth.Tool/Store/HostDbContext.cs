using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.Tool.Store;

/// <summary>The table of connections in the database of a program. It is used as it is: nothing is created or upgraded.</summary>
internal sealed class HostDbContext(DbContextOptions<HostDbContext> options, HostTable table) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections(table.Name, table.Schema);
}
