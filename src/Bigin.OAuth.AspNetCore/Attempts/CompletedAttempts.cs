using System.Runtime.CompilerServices;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Remembers, in this process, which attempts were answered, until none of them can be pending any more.</summary>
/// <remarks>There is one for all maps of an application.</remarks>
internal sealed class CompletedAttempts(TimeProvider timeProvider)
{
    private static readonly ConditionalWeakTable<IServiceProvider, CompletedAttempts> Instances = [];

    private readonly Lock _lock = new();
    private HashSet<string> _recent = new(StringComparer.Ordinal);
    private HashSet<string> _older = new(StringComparer.Ordinal);
    private long _since = timeProvider.GetTimestamp();
    private TimeSpan _maxLifetime;

    /// <summary>Gets those of an application, which remembers each for as long as the attempts of any map can be pending.</summary>
    internal static CompletedAttempts Get(IServiceProvider services, TimeProvider timeProvider, TimeSpan attemptLifetime)
    {
        CompletedAttempts instance = Instances.GetValue(services, _ => new CompletedAttempts(timeProvider));
        lock (instance._lock)
        {
            instance._maxLifetime = attemptLifetime > instance._maxLifetime ? attemptLifetime : instance._maxLifetime;
        }

        return instance;
    }

    /// <summary>Takes note of an answer; false where there was one before. Of several at once only one is the first.</summary>
    internal bool TryAdd(string cookieName)
    {
        lock (_lock)
        {
            TimeSpan age = timeProvider.GetElapsedTime(_since);
            if (age >= _maxLifetime)
            {
                _older = age < 2 * _maxLifetime ? _recent : [];
                _recent = new HashSet<string>(StringComparer.Ordinal);
                _since = timeProvider.GetTimestamp();
            }

            return !_older.Contains(cookieName) && _recent.Add(cookieName);
        }
    }
}
