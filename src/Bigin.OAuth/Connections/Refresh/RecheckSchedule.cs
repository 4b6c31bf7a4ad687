namespace Bigin.OAuth;

/// <summary>Decides when a token has to be compared with its row again, and lets one caller at a time do it.</summary>
internal sealed class RecheckSchedule
{
    private long _checkedAt;
    private int _isChecking;
    private bool _isStoreFailing;

    /// <summary>Gets a value indicating whether a caller compares the row now.</summary>
    internal bool IsUnderWay => Volatile.Read(ref _isChecking) != 0;

    /// <summary>Returns whether it is time to compare, and takes note of it, so that the other callers go on.</summary>
    internal bool TryBegin(DateTimeOffset now, TimeSpan interval)
    {
        long checkedAt = Volatile.Read(ref _checkedAt);
        long elapsed = now.UtcTicks - checkedAt;
        return (elapsed >= interval.Ticks || elapsed < 0) // a clock that went back makes it due
            && Interlocked.CompareExchange(ref _checkedAt, now.UtcTicks, checkedAt) == checkedAt
            && Interlocked.CompareExchange(ref _isChecking, 1, 0) == 0;
    }

    internal void End() => Volatile.Write(ref _isChecking, 0);

    /// <summary>Takes note that the row was read or saved at a moment.</summary>
    internal void NoteChecked(DateTimeOffset at) => Volatile.Write(ref _checkedAt, at.UtcTicks);

    /// <summary>Takes note of whether the store responds.</summary>
    /// <returns><see langword="true"/> for the first failure after a success.</returns>
    internal bool NoteStore(bool isFailing)
    {
        bool isFirst = isFailing && !_isStoreFailing;
        _isStoreFailing = isFailing;
        return isFirst;
    }
}
