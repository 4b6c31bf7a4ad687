using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>The processes that run at the moment.</summary>
internal sealed class WorkerPool(Func<string, ulong, WorkerProcess> start) : IDisposable
{
    private readonly List<WorkerProcess> _workers = [];
    private int _started;

    internal int Kills { get; private set; }

    internal IReadOnlyList<WorkerProcess> Workers => _workers;

    internal void Start(int processes, Dice dice)
    {
        while (_workers.Count < processes)
        {
            _workers.Add(start(string.Create(CultureInfo.InvariantCulture, $"w{++_started}"), dice.Next()));
        }
    }

    /// <summary>Kills one and starts another in its place.</summary>
    internal async Task ReplaceAsync(Dice dice)
    {
        WorkerProcess killed = dice.Pick(_workers);
        _workers.Remove(killed);
        await killed.KillAsync();
        killed.Dispose();
        Kills++;
        Start(_workers.Count + 1, dice);
    }

    public void Dispose() => _workers.ForEach(worker => worker.Dispose());
}
