namespace Bigin.OAuth.Emulator;

/// <summary>
/// Represents the clock of the emulator and of the library that uses it. It runs like any clock, and can be moved ahead or stopped.
/// </summary>
/// <remarks>
/// Thread-safe. Its timers follow it: while it runs they fire in real time, and <see cref="Advance"/> fires those that it passes. While it
/// is stopped, only
/// <see cref="Advance"/> fires them.
/// </remarks>
public sealed class EmulatorClock : TimeProvider
{
    // A year before the last that a date can have, so that lifetimes and timers still fit.
    private static readonly DateTimeOffset MaxTime = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The longest time that timers of .NET take.
    private static readonly TimeSpan MaxTimerTime = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _lock = new();
    private readonly List<EmulatorTimer> _timers = [];
    private TimeSpan _ahead;
    private DateTimeOffset? _stoppedAt;

    internal EmulatorClock()
    {
    }

    /// <summary>Gets the number of timestamps per second.</summary>
    /// <value>That of ticks: 10,000,000.</value>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal bool IsStopped
    {
        get
        {
            lock (_lock)
            {
                return _stoppedAt is not null;
            }
        }
    }

    /// <summary>
    /// Moves the clock ahead, whether it runs or not, and fires the timers that it passes, in the order of their times, before it returns.
    /// </summary>
    /// <param name="by">The time by which to move it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or leads into the year 9999.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_lock)
        {
            if (by > MaxTime - GetUtcNow())
            {
                throw new ArgumentOutOfRangeException(nameof(by), by, "The clock can't be moved into the year 9999. It stays where it is.");
            }

            _ahead += by;
            _stoppedAt += by;
        }

        FireDueTimers();
    }

    /// <summary>Stops the clock, so that only <see cref="Advance"/> moves it.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stoppedAt ??= System.GetUtcNow() + _ahead;
            _timers.ForEach(timer => timer.Wait(null));
        }
    }

    /// <summary>Gets the time.</summary>
    /// <returns>The time.</returns>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _stoppedAt ?? System.GetUtcNow() + _ahead;
        }
    }

    /// <summary>Gets a timestamp of this clock, for <see cref="TimeProvider.GetElapsedTime(long)"/>.</summary>
    /// <returns>The timestamp.</returns>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Creates a timer that follows this clock.</summary>
    /// <param name="callback">The method that the timer calls.</param>
    /// <param name="state">The object that is passed to it, or <see langword="null"/>.</param>
    /// <param name="dueTime">The time until the first call. <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="period">The time between calls. <see cref="Timeout.InfiniteTimeSpan"/> or zero for one call only.</param>
    /// <returns>The timer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or longer than the timers of .NET take, which is
    /// 49 days.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new EmulatorTimer(this, callback, state);
        Schedule(timer, dueTime, period);
        return timer;
    }

    internal bool Schedule(EmulatorTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfInvalid(dueTime, nameof(dueTime));
        ThrowIfInvalid(period, nameof(period));
        lock (_lock)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : GetUtcNow() + dueTime;
            timer.Period = period > TimeSpan.Zero ? period : null;
            if (!_timers.Contains(timer))
            {
                _timers.Add(timer);
            }

            timer.Wait(GetWait(timer));
            return true;
        }
    }

    internal void Remove(EmulatorTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            timer.DueAt = null;
            _timers.Remove(timer);
        }
    }

    /// <summary>Fires the timers that are due. Callbacks run without the lock, so that they can set timers.</summary>
    internal void FireDueTimers()
    {
        while (TakeDueTimer() is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>Sets the clock to the time of this machine, and runs it.</summary>
    internal void Reset()
    {
        lock (_lock)
        {
            (_ahead, _stoppedAt) = (TimeSpan.Zero, null);
            _timers.ForEach(timer => timer.Wait(GetWait(timer)));
        }
    }

    private EmulatorTimer? TakeDueTimer()
    {
        lock (_lock)
        {
            DateTimeOffset now = GetUtcNow();
            EmulatorTimer? due = _timers.Where(timer => timer.DueAt <= now).MinBy(timer => timer.DueAt);
            if (due is not null)
            {
                due.DueAt += due.Period; // null where there is none: once
            }
            else
            {
                _timers.ForEach(timer => timer.Wait(GetWait(timer))); // only at the end, or a timer that is due would fire beside this loop
            }

            return due;
        }
    }

    /// <summary>
    /// Gets the time that a timer has to wait in real time, or <see langword="null"/> while only <see cref="Advance"/> can fire it.
    /// </summary>
    private TimeSpan? GetWait(EmulatorTimer timer) =>
        timer.DueAt is not { } dueAt ? null
        : _stoppedAt is null ? TimeSpan.FromTicks(Math.Max(0, (dueAt - GetUtcNow()).Ticks))
        : dueAt <= _stoppedAt ? TimeSpan.Zero
        : null;

    private static void ThrowIfInvalid(TimeSpan time, string name)
    {
        if ((time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan) || time > MaxTimerTime)
        {
            throw new ArgumentOutOfRangeException(
                name, time, "A timer takes a time of up to 49 days that isn't negative, or an infinite one.");
        }
    }
}
