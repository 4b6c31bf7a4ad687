using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Runs each statement in a scope and a context of its own, outside of every transaction of the host.</summary>
internal sealed class ConnectionsDatabase<TContext>(IServiceScopeFactory scopes, ContextCheck<TContext> check) : IDisposable
    where TContext : DbContext
{
    private static readonly bool IsReadyMade = typeof(TContext) == typeof(BiginConnectionsDbContext);

    private readonly StatementTurns _turns = new();
    private readonly ConditionalWeakTable<IModel, ConnectionStatements<TContext>> _statements = [];
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _isPrepared = !IsReadyMade;
    private volatile string? _file;

    /// <summary>Represents a statement that a host's retrying execution strategy may run again.</summary>
    internal delegate Task<T> Statement<T>(
        TContext context, ConnectionStatements<TContext> statements, CancellationToken cancellationToken);

    internal Task<T> ReadAsync<T>(Statement<T> statement, CancellationToken cancellationToken) =>
        RunAsync(statement, isWrite: false, cancellationToken);

    internal Task<T> WriteAsync<T>(Statement<T> statement, CancellationToken cancellationToken) =>
        RunAsync(statement, isWrite: true, cancellationToken);

    public void Dispose()
    {
        _turns.Dispose();
        _preparing.Dispose();
    }

    private async Task<T> RunAsync<T>(Statement<T> statement, bool isWrite, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CheckedContext expected = await check.RunAsync(cancellationToken).ConfigureAwait(false);
        using StatementTurns.Turn turn = await _turns.TakeAsync(expected.IsSqlite, isWrite, cancellationToken).ConfigureAwait(false);
        using TransactionScope? outside = Transaction.Current is null
            ? null
            : new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is not { } factory)
            {
                TContext scoped = scope.ServiceProvider.GetRequiredService<TContext>();
                return await RunAsync(scoped, expected, statement, isWrite, cancellationToken).ConfigureAwait(false);
            }

            TContext context = await factory.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                return await RunAsync(context, expected, statement, isWrite, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> RunAsync<T>(
        TContext context, CheckedContext expected, Statement<T> statement, bool isWrite, CancellationToken cancellationToken)
    {
        ConnectionStatements<TContext> statements = StatementsOf(context);
        expected.RefuseAnother(context, statements.Writes.Table);
        if (_file is { } file && !File.Exists(file))
        {
            SqliteDatabase.LeaveDeletedFile(context);
            _isPrepared = false;
        }

        await PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        if (expected.IsSqlite && isWrite)
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false); // disposing of the context closes it
            await SqliteDatabase.WaitForLocksAsync(context, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await ExecuteAsync().ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            if (!IsReadyMade)
            {
                await ThrowIfMigrationIsMissingAsync(context, exception, cancellationToken).ConfigureAwait(false);
                throw;
            }

            if (await ExistsAsync(context, whereUnknown: true, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        // The file was deleted or exchanged, or the table was dropped, while the process ran.
        _isPrepared = false;
        await PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        return await ExecuteAsync().ConfigureAwait(false);

        // A query runs in the host's execution strategy by itself, and a command of its own doesn't.
        Task<T> ExecuteAsync() => isWrite
            ? context.Database.CreateExecutionStrategy().ExecuteAsync(token => statement(context, statements, token), cancellationToken)
            : statement(context, statements, cancellationToken);
    }

    // The model is the same object for all contexts, unless a host configures each of them anew.
    private ConnectionStatements<TContext> StatementsOf(TContext context) =>
        _statements.TryGetValue(context.Model, out ConnectionStatements<TContext>? statements)
            ? statements
            : _statements.GetValue(context.Model, _ => new ConnectionStatements<TContext>(context));

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
                await ConnectionsTable.PrepareAsync(context, cancellationToken).ConfigureAwait(false);
                _file = SqliteDatabase.IsSqlite(context)
                    ? await SqliteDatabase.FindFileAsync(context, cancellationToken).ConfigureAwait(false)
                    : null;
                _isPrepared = true; // only now: what failed is tried again by the next call
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    private static async Task ThrowIfMigrationIsMissingAsync(TContext context, DbException exception, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(context, whereUnknown: true, cancellationToken).ConfigureAwait(false))
        {
            throw MigrationIsMissing("has no table", "");
        }

        IReadOnlyList<string> columns = await ConnectionsTable.FindMissingColumnsAsync(context, cancellationToken).ConfigureAwait(false);
        if (columns.Count > 0)
        {
            throw MigrationIsMissing("has a table", $" without the column{(columns.Count > 1 ? "s" : "")} {string.Join(", ", columns)}");
        }

        InvalidOperationException MigrationIsMissing(string what, string without) => new(
            $"The database of {typeof(TContext).Name} {what} " +
            $"{context.Model.FindEntityType(typeof(ConnectionRow))!.GetSchemaQualifiedTableName()}{without}. " +
            $"Bring it up to date with a migration: dotnet ef migrations add BiginConnections --context {typeof(TContext).Name}, then dotnet ef database update.",
            exception);
    }

    // Where the database fails altogether, the first exception says how.
    private static async Task<bool> ExistsAsync(TContext context, bool whereUnknown, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectionsTable.ExistsAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            return whereUnknown;
        }
    }
}
