namespace Bigin.OAuth.AspNetCore;

/// <summary>Remembers, in this process, which attempts were answered, until none of them can be pending any more.</summary>
internal sealed class AnsweredAttempts(TimeProvider timeProvider, TimeSpan attemptLifetime)
{
    private readonly Lock _lock = new();
    private HashSet<string> _recent = new(StringComparer.Ordinal);
    private HashSet<string> _older = new(StringComparer.Ordinal);
    private long _since = timeProvider.GetTimestamp();

    /// <summary>Takes note of an answer; false where there was one before. Of several at once only one is the first.</summary>
    internal bool TryAdd(string cookieName)
    {
        lock (_lock)
        {
            TimeSpan age = timeProvider.GetElapsedTime(_since);
            if (age >= attemptLifetime)
            {
                _older = age < 2 * attemptLifetime ? _recent : [];
                _recent = new HashSet<string>(StringComparer.Ordinal);
                _since = timeProvider.GetTimestamp();
            }

            return !_older.Contains(cookieName) && _recent.Add(cookieName);
        }
    }
}
