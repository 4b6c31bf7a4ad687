namespace Bigin.OAuth.Emulator;

/// <summary>Tells the time of the emulator and of the library that uses it: it runs like any clock, and can be moved ahead or stopped.</summary>
/// <remarks>Thread-safe. Timers made from it run in real time.</remarks>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _ahead;
    private DateTimeOffset? _stoppedAt;

    internal EmulatorClock()
    {
    }

    /// <summary>Moves the clock ahead, whether it runs or not.</summary>
    /// <param name="by">By how much.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_lock)
        {
            _ahead += by;
            _stoppedAt += by;
        }
    }

    /// <summary>Stops the clock, so that only <see cref="Advance"/> moves it, for tests that count seconds.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stoppedAt ??= TimeProvider.System.GetUtcNow() + _ahead;
        }
    }

    /// <summary>Gets the time.</summary>
    /// <returns>The time.</returns>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _stoppedAt ?? TimeProvider.System.GetUtcNow() + _ahead;
        }
    }
}
