namespace Bigin.OAuth;

/// <summary>Keeps a refresh token under Zoho's limit, from times that are stored with it.</summary>
internal static class RefreshBudget
{
    // Zoho Accounts, "Token limits": ten access tokens per refresh token in ten minutes, then none for the rest of them.
    // The first of them comes with the refresh token itself.
    internal const int Max = 10;

    // So many that a token that was really revoked is replaced, and so few that an address that refuses every token leaves the budget to
    // the others.
    private const int MaxBeforeRefusalsAreIgnored = 3;

    // A little longer than Zoho's ten minutes, because its clock isn't ours.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10.5);

    private static readonly TimeSpan RefusalWindow = TimeSpan.FromMinutes(10);

    internal static bool IsExhausted(IReadOnlyList<DateTimeOffset> recent, DateTimeOffset now) =>
        recent.Count(time => IsRecent(time, now, Window)) >= Max;

    /// <summary>Gets a value indicating whether a 401 of Bigin's API is a reason to refresh.</summary>
    internal static bool AllowsRefusal(IReadOnlyList<DateTimeOffset> recent, DateTimeOffset now) =>
        recent.Count(time => IsRecent(time, now, RefusalWindow)) < MaxBeforeRefusalsAreIgnored;

    internal static bool HasRecent(IReadOnlyList<DateTimeOffset> refreshes, DateTimeOffset now) =>
        refreshes.Any(time => IsRecent(time, now, Window));

    internal static IReadOnlyList<DateTimeOffset> Add(IReadOnlyList<DateTimeOffset> recent, DateTimeOffset now) =>
        [.. recent.Where(time => IsRecent(time, now, Window)), now];

    /// <summary>Takes back one refresh of a moment, which was never sent.</summary>
    internal static IReadOnlyList<DateTimeOffset> TakeBack(IReadOnlyList<DateTimeOffset> counted, DateTimeOffset time)
    {
        List<DateTimeOffset> left = [.. counted];
        left.Remove(time);
        return left;
    }

    // A time a little ahead comes from another machine, whose clock is ahead of ours. A time further ahead was written before the clock was
    // set back, and says nothing.
    private static bool IsRecent(DateTimeOffset time, DateTimeOffset now, TimeSpan window) => time > now - window && time < now + window;
}
