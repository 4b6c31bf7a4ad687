namespace Bigin.OAuth.Emulator;

/// <summary>
/// Represents a timer of <see cref="EmulatorClock"/>, whose lock guards its state. A timer of the system wakes it while the clock runs.
/// </summary>
internal sealed class EmulatorTimer : ITimer
{
    // The longest wait that a timer of the system takes is some 49 days. The clock is asked again afterwards.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(40);

    private readonly EmulatorClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly ITimer _wakeUp;

    internal EmulatorTimer(EmulatorClock clock, TimerCallback callback, object? state)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _wakeUp = TimeProvider.System.CreateTimer(static clock =>
            ((EmulatorClock)clock!).FireDueTimers(), clock, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal DateTimeOffset? DueAt { get; set; }

    internal TimeSpan? Period { get; set; }

    internal bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period) => _clock.Schedule(this, dueTime, period);

    public void Dispose()
    {
        _clock.Remove(this);
        _wakeUp.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Wait(TimeSpan? time) =>
        _wakeUp.Change(time is null ? Timeout.InfiniteTimeSpan : time < MaxWait ? time.Value : MaxWait, Timeout.InfiniteTimeSpan);

    internal void Fire()
    {
        if (_context is null)
        {
            _callback(_state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((EmulatorTimer)timer!)._callback(((EmulatorTimer)timer)._state), this);
        }
    }
}
