using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>The processes that run at the moment, and those that come to their end.</summary>
internal sealed class WorkerPool(Func<string, ulong, WorkerProcess> start) : IDisposable
{
    private readonly List<WorkerProcess> _workers = [];
    private readonly List<WorkerProcess> _gone = [];
    private readonly List<Task> _stopping = [];
    private int _started;

    internal int Kills { get; private set; }

    internal int Stops { get; private set; }

    internal IReadOnlyList<WorkerProcess> Workers => _workers;

    internal void Start(int processes, Dice dice)
    {
        while (_workers.Count < processes)
        {
            _workers.Add(start(string.Create(CultureInfo.InvariantCulture, $"w{++_started}"), dice.Next()));
        }
    }

    /// <summary>Kills one and starts another in its place.</summary>
    internal async Task KillAsync(WorkerProcess killed, Dice dice)
    {
        Kills++;
        Replace(killed, dice);
        await killed.KillAsync();
    }

    /// <summary>Has one stop in an orderly way, while another takes its place.</summary>
    internal void Stop(WorkerProcess stopped, Dice dice)
    {
        Stops++;
        Replace(stopped, dice);
        _stopping.Add(stopped.StopAsync());
    }

    internal Task WaitForStoppedAsync() => Task.WhenAll(_stopping);

    public void Dispose()
    {
        _workers.ForEach(worker => worker.Dispose());
        _gone.ForEach(worker => worker.Dispose());
    }

    private void Replace(WorkerProcess worker, Dice dice)
    {
        _workers.Remove(worker);
        _gone.Add(worker);
        Start(_workers.Count + 1, dice);
    }
}
