namespace Bigin.OAuth.Emulator;

/// <summary>Counts what was issued in the last ten minutes, as Zoho does. It isn't thread-safe: its owner locks.</summary>
internal sealed class RateLimitWindow
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    private readonly Queue<DateTimeOffset> _issued = new();

    /// <summary>Counts one more, unless that exceeds the maximum.</summary>
    internal bool TryAdd(DateTimeOffset now, int max)
    {
        if (GetWait(now, max) > TimeSpan.Zero)
        {
            return false;
        }

        _issued.Enqueue(now);
        return true;
    }

    /// <summary>Gets the time until one more is allowed.</summary>
    internal TimeSpan GetWait(DateTimeOffset now, int max)
    {
        while (_issued.TryPeek(out DateTimeOffset oldest) && oldest <= now - Length)
        {
            _issued.Dequeue();
        }

        return _issued.Count < max ? TimeSpan.Zero : _issued.Peek() + Length - now;
    }
}
