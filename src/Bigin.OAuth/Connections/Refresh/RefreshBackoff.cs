namespace Bigin.OAuth;

/// <summary>
/// Keeps refreshes away from Bigin for a while after one failed. In that time callers get the failure, or what another process has stored.
/// </summary>
/// <remarks>Not thread-safe: its entry locks.</remarks>
/// <param name="jitter">Keeps processes apart that failed together.</param>
internal sealed class RefreshBackoff(Jitter jitter)
{
    private static readonly TimeSpan MinDuration = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    // Zoho blocks for ten minutes, so a server that asks for that long is right. One that asks for a day is not.
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    // Nothing was sent, so no server has to be spared.
    private static readonly TimeSpan BudgetDuration = TimeSpan.FromSeconds(30);

    // Callers who were on their way when the back-off began have read the clock before.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    // Another process may have refreshed or connected. Reading the row asks nothing of Bigin.
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(3);

    private int _failures;
    private DateTimeOffset _from;
    private DateTimeOffset _until;
    private DateTimeOffset _readAt;

    internal RefreshOutcome? Failure { get; private set; }

    internal bool IsActive(DateTimeOffset now) => Failure is not null && now < _until && now > _from - Tolerance;

    /// <summary>Gets whether the row should be read again, and takes note of it.</summary>
    internal bool TryBeginRead(DateTimeOffset now)
    {
        if (now - _readAt < BetweenReads && now >= _readAt)
        {
            return false;
        }

        _readAt = now;
        return true;
    }

    internal void Begin(RefreshOutcome failure, DateTimeOffset now) =>
        (Failure, _from, _until, _readAt) = (failure, now, now + GetDuration(failure), now);

    internal void End() => (Failure, _failures) = (null, 0);

    private TimeSpan GetDuration(RefreshOutcome failure)
    {
        if (failure.Reason is ConnectionFailure.BudgetExhausted)
        {
            return BudgetDuration;
        }

        // Doubled from a second to five minutes, and as long as that at once where Zoho throttles: it blocks for up to ten minutes, and
        // asking meanwhile is reported as harmful. Jittered by a quarter, so that processes that failed together don't come back together.
        bool isThrottled = failure.Error is { Kind: TokenErrorKind.RateLimited, RetryAfter: null };
        TimeSpan longest = isThrottled ? MaxDuration : Min(MinDuration * Math.Pow(2, Math.Min(_failures++, 16)), MaxDuration);
        TimeSpan duration = jitter.Shorten(longest, share: 0.25);
        return failure.Error?.RetryAfter is { } retryAfter ? Max(duration, Min(retryAfter, MaxRetryAfter)) : duration;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => new(Math.Min(left.Ticks, right.Ticks));

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => new(Math.Max(left.Ticks, right.Ticks));
}
