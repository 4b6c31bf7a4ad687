using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>The processes that run at the moment, and those that come to their end.</summary>
internal sealed class WorkerPool(Func<string, ulong, WorkerProcess> start) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<WorkerProcess> _gone = [];
    private readonly List<Task> _stopping = [];
    private IReadOnlyList<WorkerProcess> _workers = [];
    private int _started;

    internal int Kills => _gone.Count - Stops;

    internal int Stops { get; private set; }

    internal IReadOnlyList<WorkerProcess> Workers => _workers;

    internal void Start(int processes, Dice dice)
    {
        while (_workers.Count < processes)
        {
            _workers = [.. _workers, start(string.Create(CultureInfo.InvariantCulture, $"w{++_started}"), dice.Next())];
        }
    }

    /// <summary>Kills one and starts another in its place, if it is still there.</summary>
    internal async Task KillAsync(WorkerProcess killed, Dice dice)
    {
        if (TryReplace(killed, dice))
        {
            await killed.KillAsync();
        }
    }

    /// <summary>Has one stop in an orderly way while another takes its place, if it is still there.</summary>
    internal void Stop(WorkerProcess stopped, Dice dice)
    {
        if (TryReplace(stopped, dice))
        {
            lock (_lock)
            {
                Stops++;
                _stopping.Add(stopped.StopAsync());
            }
        }
    }

    internal Task WaitForStoppedAsync() => Task.WhenAll(_stopping);

    public void Dispose()
    {
        foreach (WorkerProcess worker in _workers.Concat(_gone))
        {
            worker.Dispose();
        }
    }

    private bool TryReplace(WorkerProcess worker, Dice dice)
    {
        lock (_lock)
        {
            if (!_workers.Contains(worker))
            {
                return false;
            }

            _workers = [.. _workers.Where(other => other != worker)];
            _gone.Add(worker);
            Start(_workers.Count + 1, dice);
            return true;
        }
    }
}
