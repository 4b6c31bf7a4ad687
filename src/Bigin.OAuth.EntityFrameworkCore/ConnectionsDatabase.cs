using System.Data.Common;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Runs each statement in a scope and a context of its own, outside of every transaction of the host.</summary>
internal sealed class ConnectionsDatabase<TContext>(IServiceScopeFactory scopes) : IDisposable
    where TContext : DbContext
{
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _isPrepared;

    /// <summary>Runs one statement. A host's retrying execution strategy may run it again.</summary>
    internal async Task<T> RunAsync<T>(Func<TContext, CancellationToken, Task<T>> statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var outside = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is not { } factory)
            {
                return await RunAsync(scope.ServiceProvider.GetRequiredService<TContext>(), statement, cancellationToken).ConfigureAwait(false);
            }

            TContext context = await factory.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                return await RunAsync(context, statement, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _preparing.Dispose();

    private async Task<T> RunAsync<T>(TContext context, Func<TContext, CancellationToken, Task<T>> statement, CancellationToken cancellationToken)
    {
        await PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        try
        {
            await WaitForLocksAsync(context, cancellationToken).ConfigureAwait(false);
            IExecutionStrategy strategy = context.Database.CreateExecutionStrategy();
            return await strategy.ExecuteAsync(token => statement(context, token), cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception) when (typeof(TContext) != typeof(BiginConnectionsDbContext))
        {
            await ThrowIfTableIsMissingAsync(context, exception, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task PrepareAsync(TContext context, CancellationToken cancellationToken)
    {
        if (_isPrepared)
        {
            return;
        }

        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared)
            {
                CheckModel(context);
                if (typeof(TContext) == typeof(BiginConnectionsDbContext))
                {
                    await ConnectionsTable.CreateAsync(context, cancellationToken).ConfigureAwait(false);
                }

                _isPrepared = true; // only now: what failed is tried again by the next call
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    private static void CheckModel(TContext context)
    {
        if (!context.Database.IsRelational())
        {
            throw new InvalidOperationException(
                $"{typeof(TContext).Name} uses {context.Database.ProviderName}, which is no relational database. SQLite needs only a file, or none: \"Data Source=:memory:\".");
        }

        if (context.Model.FindEntityType(typeof(ConnectionRow)) is null)
        {
            throw new InvalidOperationException(
                $"{typeof(TContext).Name} does not map the table of Bigin connections. Call modelBuilder.UseBiginConnections() in its OnModelCreating, and add a migration.");
        }

        ConnectionKeys.CheckCollation(context);
    }

    // Microsoft.Data.Sqlite waits for a locked file by trying again every 150 ms until the command's time-out of 30 seconds. SQLite's own waiting looks
    // every few milliseconds, so that many writers each get their turn. https://www.sqlite.org/c3ref/busy_timeout.html
    private static async Task WaitForLocksAsync(TContext context, CancellationToken cancellationToken)
    {
        if (context.Database.ProviderName == DatabaseProviders.Sqlite)
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false); // the setting is the connection's; disposing of the context closes it
            await context.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout = 2000;", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ThrowIfTableIsMissingAsync(TContext context, DbException exception, CancellationToken cancellationToken)
    {
        bool exists;
        try
        {
            exists = await ConnectionsTable.ExistsAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            return; // the database fails altogether, and the first exception says how
        }

        if (!exists)
        {
            IEntityType row = context.Model.FindEntityType(typeof(ConnectionRow))!;
            throw new InvalidOperationException(
                $"The database of {typeof(TContext).Name} has no table {row.GetSchemaQualifiedTableName()}. Create it with a migration: " +
                $"dotnet ef migrations add BiginConnections --context {typeof(TContext).Name}, then dotnet ef database update.",
                exception);
        }
    }
}
