using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Checks the context when the host starts, or at the first call without a host. No database is asked.</summary>
internal sealed class ContextCheck<TContext>(IServiceScopeFactory scopes) : IHostedLifecycleService
    where TContext : DbContext
{
    private readonly Lock _starting = new();
    private Task<CheckedContext>? _check;

    /// <summary>Checks the context once. What fails is tried again by the next call.</summary>
    /// <exception cref="InvalidOperationException">The context can't keep connections.</exception>
    internal Task<CheckedContext> RunAsync(CancellationToken cancellationToken)
    {
        Task<CheckedContext>? check = Volatile.Read(ref _check);
        return check is { IsCompletedSuccessfully: true } ? check : StartAsync(cancellationToken);
    }

    /// <summary>Checks the context before anything of the host starts.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<CheckedContext> StartAsync(CancellationToken cancellationToken)
    {
        lock (_starting)
        {
            if (_check is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // As refreshes run, without what the current request carries: no HttpContext, no AsyncLocal of the host.
                using AsyncFlowControl? withoutRequest = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
                _check = Task.Run(CheckAsync, CancellationToken.None);
            }

            return _check.WaitAsync(cancellationToken);
        }
    }

    private async Task<CheckedContext> CheckAsync()
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            TContext context = await CreateAsync(scope.ServiceProvider).ConfigureAwait(false);
            await using (context.ConfigureAwait(false)) // a scope that has made it disposes of it again, which changes nothing
            {
                return Check(context);
            }
        }
    }

    private static async Task<TContext> CreateAsync(IServiceProvider services)
    {
        try
        {
            return services.GetService<IDbContextFactory<TContext>>() is { } factory
                ? await factory.CreateDbContextAsync().ConfigureAwait(false)
                : services.GetRequiredService<TContext>();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"{typeof(TContext).Name} can't be created where no request is running, which is where tokens are refreshed: " +
                $"{exception.Message} Keep connections in a context that is registered, and that does not depend on the current request.",
                exception);
        }
    }

    private static CheckedContext Check(TContext context)
    {
        ConnectionModelCheck.Check(context);
        bool isSqlite = SqliteDatabase.IsSqlite(context);
        if (isSqlite)
        {
            SqliteDatabase.RefuseMemory(context);
        }

        IEntityType row = context.Model.FindEntityType(typeof(ConnectionRow))!;
        string table = new ConnectionStatementText(row, context.GetService<ISqlGenerationHelper>()).Table;
        return new(DatabaseIdentity.Of(context.Database.GetDbConnection(), context.Database.ProviderName), table, isSqlite);
    }
}
