using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>
/// A host's context whose model was compiled by <c>dotnet ef dbcontext optimize</c>, for SQLite. The other files of this folder are what it wrote.
/// CONTRIBUTING.md says how to write them anew.
/// </summary>
public sealed class CompiledContext(DbContextOptions<CompiledContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections();
}
