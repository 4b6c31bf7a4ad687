namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Bounds the statements that run at once, so that many keys whose tokens end together don't take the process's threads or the host's
/// connections.
/// </summary>
internal sealed class StatementTurns : IDisposable
{
    // A server's provider waits without a thread. Sixteen leave the most of a pool of database connections, 100 by default, to the host.
    private const int OfAServer = 16;

    private readonly SemaphoreSlim _ofAServer = new(OfAServer);

    // Microsoft.Data.Sqlite has no asynchronous I/O, so each of its statements holds a thread of the pool, which has as many as there are
    // processors
    // and grows slowly. SQLite lets one writer in at a time anyway. https://learn.microsoft.com/dotnet/standard/data/sqlite/async
    private readonly SemaphoreSlim _writesOfSqlite = new(1);
    private readonly SemaphoreSlim _readsOfSqlite = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Waits for a turn, without a thread.</summary>
    /// <returns>What ends the turn when it is disposed of.</returns>
    internal async ValueTask<Turn> TakeAsync(bool isSqlite, bool isWrite, CancellationToken cancellationToken)
    {
        SemaphoreSlim turns = !isSqlite ? _ofAServer : isWrite ? _writesOfSqlite : _readsOfSqlite;
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(turns);
    }

    public void Dispose()
    {
        _ofAServer.Dispose();
        _writesOfSqlite.Dispose();
        _readsOfSqlite.Dispose();
    }

    internal readonly struct Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
