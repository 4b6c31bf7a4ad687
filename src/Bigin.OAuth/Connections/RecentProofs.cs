namespace Bigin.OAuth;

/// <summary>
/// Remembers when refreshes proved imported tokens, so that imports which are repeated keep Zoho's limit before a row can count them.
/// </summary>
internal sealed class RecentProofs
{
    // Above this the times that are over are dropped. Each of the others belongs to a request of the last ten minutes.
    private const int MaxIdle = 1_000;

    private readonly object _gate = new();
    private Dictionary<GrantFingerprint, IReadOnlyList<DateTimeOffset>> _times = [];

    /// <summary>Counts a refresh.</summary>
    /// <returns>The times of all recent ones, or <see langword="null"/> where the limit is used up.</returns>
    internal IReadOnlyList<DateTimeOffset>? TryAdd(GrantFingerprint grant, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_times.Count >= MaxIdle)
            {
                _times = _times.Where(it => RefreshBudget.HasRecent(it.Value, now)).ToDictionary();
            }

            IReadOnlyList<DateTimeOffset> recent = _times.GetValueOrDefault(grant, []);
            return RefreshBudget.IsExhausted(recent, now) ? null : _times[grant] = RefreshBudget.Add(recent, now);
        }
    }

    /// <summary>Takes back one refresh of a moment, which was never sent.</summary>
    internal void TakeBack(GrantFingerprint grant, DateTimeOffset time)
    {
        lock (_gate)
        {
            _times[grant] = RefreshBudget.TakeBack(_times.GetValueOrDefault(grant, []), time);
        }
    }
}
