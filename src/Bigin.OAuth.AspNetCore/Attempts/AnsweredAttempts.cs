using System.Runtime.CompilerServices;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Remembers, in this process, which attempts were answered, until none of them can be pending any more.</summary>
/// <remarks>There is one for all maps of an application.</remarks>
internal sealed class AnsweredAttempts(TimeProvider timeProvider)
{
    private static readonly ConditionalWeakTable<IServiceProvider, AnsweredAttempts> Instances = [];

    private readonly Lock _lock = new();
    private HashSet<string> _recent = new(StringComparer.Ordinal);
    private HashSet<string> _older = new(StringComparer.Ordinal);
    private long _since = timeProvider.GetTimestamp();
    private TimeSpan _longestLifetime;

    /// <summary>Gets those of an application, which remembers each for as long as the attempts of any map can be pending.</summary>
    internal static AnsweredAttempts Get(IServiceProvider services, TimeProvider timeProvider, TimeSpan attemptLifetime)
    {
        AnsweredAttempts instance = Instances.GetValue(services, _ => new AnsweredAttempts(timeProvider));
        lock (instance._lock)
        {
            instance._longestLifetime = attemptLifetime > instance._longestLifetime ? attemptLifetime : instance._longestLifetime;
        }

        return instance;
    }

    /// <summary>Takes note of an answer; false where there was one before. Of several at once only one is the first.</summary>
    internal bool TryAdd(string cookieName)
    {
        lock (_lock)
        {
            TimeSpan age = timeProvider.GetElapsedTime(_since);
            if (age >= _longestLifetime)
            {
                _older = age < 2 * _longestLifetime ? _recent : [];
                _recent = new HashSet<string>(StringComparer.Ordinal);
                _since = timeProvider.GetTimestamp();
            }

            return !_older.Contains(cookieName) && _recent.Add(cookieName);
        }
    }
}
