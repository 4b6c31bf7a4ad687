namespace Bigin.OAuth.Emulator;

/// <summary>Counts what was issued in the last ten minutes, the time in which Zoho counts. Not thread-safe: its owner locks.</summary>
internal sealed class TenMinutes
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Queue<DateTimeOffset> _issued = new();

    /// <summary>Counts one more, unless that would be more than allowed.</summary>
    internal bool TryAdd(DateTimeOffset now, int most)
    {
        while (_issued.TryPeek(out DateTimeOffset oldest) && oldest <= now - Window)
        {
            _issued.Dequeue();
        }

        if (_issued.Count >= most)
        {
            return false;
        }

        _issued.Enqueue(now);
        return true;
    }
}
