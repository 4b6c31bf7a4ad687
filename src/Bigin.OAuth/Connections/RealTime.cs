namespace Bigin.OAuth;

/// <summary>
/// Waits in real time: between tries, and for others who may be slow. The library's own clock may stand still (a test's, an emulator's),
/// and that must hold up no caller.
/// </summary>
/// <param name="timeProvider">The system's time.</param>
internal sealed class RealTime(TimeProvider timeProvider)
{
    /// <summary>The key of a <see cref="TimeProvider"/> that takes the place of the system's.</summary>
    internal const string TimeProviderKey = "Bigin.OAuth.Waits";

    internal TimeProvider Provider { get; } = timeProvider;

    internal Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken = default) =>
        Task.Delay(delay, Provider, cancellationToken);

    /// <summary>Waits for a task, at most for a time.</summary>
    /// <returns>True when the task has ended, well or not.</returns>
    internal async Task<bool> HasEndedAsync(Task task, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        if (!task.IsCompleted)
        {
            await task.WaitAsync(patience, Provider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return task.IsCompleted;
    }
}
