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

    // Microsoft.Data.Sqlite has no asynchronous I/O, so each of its statements holds a thread of the pool, also while the disk works. The
    // pool has as many threads as there are processors, and gets more after half a second only: reads and writes together take half of
    // them.
    // https://learn.microsoft.com/dotnet/standard/data/sqlite/async
    private readonly SemaphoreSlim _ofSqlite = new(Math.Max(1, Environment.ProcessorCount / 2));

    // SQLite lets one writer in at a time anyway, and the provider sleeps while another one writes.
    private readonly SemaphoreSlim _writesOfSqlite = new(1);

    /// <summary>Waits for a turn, without a thread.</summary>
    /// <returns>What ends the turn when it is disposed of.</returns>
    internal async ValueTask<Turn> TakeAsync(bool isSqlite, bool isWrite, CancellationToken cancellationToken)
    {
        if (!isSqlite || !isWrite)
        {
            SemaphoreSlim turns = isSqlite ? _ofSqlite : _ofAServer;
            await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(turns, null);
        }

        // In this order, so that a write which waits for another one keeps no read waiting.
        await _writesOfSqlite.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _ofSqlite.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(_ofSqlite, _writesOfSqlite);
        }
        catch
        {
            _writesOfSqlite.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _ofAServer.Dispose();
        _ofSqlite.Dispose();
        _writesOfSqlite.Dispose();
    }

    internal readonly struct Turn(SemaphoreSlim turns, SemaphoreSlim? writes) : IDisposable
    {
        public void Dispose()
        {
            turns.Release();
            writes?.Release();
        }
    }
}
