using System.Collections.Concurrent;

namespace Bigin.OAuth;

/// <summary>Keeps account of the work that may outlive the caller who started it, so that a host that stops can wait for it.</summary>
/// <param name="scheduler">Where the work starts, or <see langword="null"/> for the thread pool.</param>
internal sealed class BackgroundWork(TaskScheduler? scheduler)
{
    /// <summary>The key of a <see cref="TaskScheduler"/> that takes the place of the thread pool.</summary>
    internal const string SchedulerKey = "Bigin.OAuth.Work";

    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>
    /// Starts work that serves everyone who waits for it. Nothing of the first caller (transaction, log scope, trace) belongs in it.
    /// </summary>
    internal Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return StartAsync(work);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return StartAsync(work);
        }
    }

    /// <summary>Starts work that no caller waits for.</summary>
    internal void Run(Func<Task> work) => _ = RunAsync(work);

    /// <inheritdoc cref="RunAsync{T}(Func{Task{T}})"/>
    internal Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });

    /// <summary>Counts work that a caller has started in its own context.</summary>
    internal Task<T> TrackAsync<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            _running.TryAdd(task, true);
            _ = task.ContinueWith(
                ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return task;
    }

    /// <summary>Waits until nothing is under way, or until the time of the caller is over.</summary>
    internal async Task WaitForAllAsync(CancellationToken cancellationToken)
    {
        while (!_running.IsEmpty && !cancellationToken.IsCancellationRequested)
        {
            // What a task throws has been told to those who wait for it.
            await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<T> StartAsync<T>(Func<Task<T>> work) =>
        TrackAsync(Task.Factory.StartNew(
            work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Unwrap());
}
