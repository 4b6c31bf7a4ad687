using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A host's own context, with a table of its own, and a filter that hides every row of every table.</summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    public DbSet<Invoice> Invoices => Set<Invoice>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseBiginConnections();
        foreach (IMutableEntityType type in modelBuilder.Model.GetEntityTypes())
        {
            modelBuilder.Entity(type.ClrType).HasQueryFilter(System.Linq.Expressions.Expression.Lambda(
                System.Linq.Expressions.Expression.Constant(false),
                System.Linq.Expressions.Expression.Parameter(type.ClrType)));
        }
    }

    public class Invoice
    {
        public virtual int Id { get; set; }

        public virtual string Number { get; set; } = "";
    }
}
