using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Holds all statements of one model of a context. A model is built once in nearly every host, and its statements with it.
/// </summary>
internal sealed class ConnectionStatements<TContext>(TContext context)
    where TContext : DbContext
{
    internal ConnectionQueries<TContext> Queries { get; } = new();

    internal ConnectionWrites Writes { get; } = new(context);
}
