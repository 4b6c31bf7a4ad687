using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Runs each statement in a scope and a context of its own, outside of every transaction of the host.</summary>
internal sealed class ConnectionsDatabase<TContext>(IServiceScopeFactory scopes, ContextCheck<TContext> check) : IDisposable
    where TContext : DbContext
{
    private static readonly bool IsReadyMade = typeof(TContext) == typeof(BiginConnectionsDbContext);

    private readonly StatementTurns _turns = new();
    private readonly ConditionalWeakTable<IModel, ConnectionStatements> _statements = [];
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _isPrepared = !IsReadyMade;
    private volatile string? _file;

    /// <summary>Represents a statement that a host's retrying execution strategy may run again.</summary>
    internal delegate Task<T> Statement<T>(TContext context, ConnectionStatements statements, CancellationToken cancellationToken);

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
        ConnectionStatements statements = GetStatements(context);
        expected.RefuseAnother(context, statements);
        if (_file is { } file && !File.Exists(file))
        {
            SqliteDatabase.LeaveDeletedFile(context);
            _isPrepared = false;
        }

        await PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        if (!expected.IsSqlite || !isWrite)
        {
            return await RunPreparedAsync(context, statements, statement, cancellationToken).ConfigureAwait(false);
        }

        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SqliteDatabase.WaitForLocksAsync(context, cancellationToken).ConfigureAwait(false);
            return await RunPreparedAsync(context, statements, statement, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false); // it may be the host's own, which disposing wouldn't close
        }
    }

    private async Task<T> RunPreparedAsync<T>(
        TContext context, ConnectionStatements statements, Statement<T> statement, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync().ConfigureAwait(false);
        }
        catch (DbException exception) when (!exception.IsTransient) // where it is, looking further would only ask more of the database
        {
            string? missing = await FindMissingAsync(context, cancellationToken).ConfigureAwait(false);
            if (missing is null)
            {
                throw;
            }

            if (!IsReadyMade)
            {
                throw new InvalidOperationException(
                    $"The database of {typeof(TContext).Name} has {missing}. Bring it up to date with a migration: " +
                    $"dotnet ef migrations add BiginConnections --context {typeof(TContext).Name}, then dotnet ef database update.",
                    exception);
            }
        }

        // The table was dropped while the process ran, or the file deleted since the look at it.
        _isPrepared = false;
        await PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        return await ExecuteAsync().ConfigureAwait(false);

        // A command doesn't run in the host's execution strategy by itself. A query does, and leaves it to the one around it.
        Task<T> ExecuteAsync() => context.Database.CreateExecutionStrategy().ExecuteAsync(
            (context, statements, statement),
            static (_, call, token) => call.statement(call.context, call.statements, token),
            verifySucceeded: null,
            cancellationToken);
    }

    // The model is the same object for all contexts, unless a host configures each of them anew.
    private ConnectionStatements GetStatements(TContext context) =>
        _statements.TryGetValue(context.Model, out ConnectionStatements? statements)
            ? statements
            : _statements.GetValue(context.Model, _ => new ConnectionStatements(context));

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
                await CreateAsync(context, cancellationToken).ConfigureAwait(false);
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

    private static async Task CreateAsync(TContext context, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectionsTable.PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException) when (SqliteDatabase.IsShared(context))
        {
            if (await ConnectionsTable.ExistsAsync(context, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            throw SqliteDatabase.MemoryRefusal(context); // it ended when the table was made: nothing keeps it open
        }
    }

    /// <summary>
    /// Finds what the database lacks, or null where it lacks nothing, and where it fails at that too: then its first exception says more.
    /// </summary>
    private static async Task<string?> FindMissingAsync(TContext context, CancellationToken cancellationToken)
    {
        string? table = context.Model.FindEntityType(typeof(ConnectionRow))!.GetSchemaQualifiedTableName();
        try
        {
            if (!await ConnectionsTable.ExistsAsync(context, cancellationToken).ConfigureAwait(false))
            {
                return $"no table {table}";
            }

            IReadOnlyList<string> columns = await ConnectionsTable.FindMissingColumnsAsync(context, cancellationToken)
                .ConfigureAwait(false);
            return columns.Count == 0
                ? null
                : $"a table {table} without the column{(columns.Count > 1 ? "s" : "")} {string.Join(", ", columns)}";
        }
        catch (Exception exception) when (exception is DbException or RetryLimitExceededException)
        {
            return null;
        }
    }
}
