namespace Bigin.OAuth;

/// <summary>Keeps a refresh token under Zoho's limit, from times that are stored with it.</summary>
internal static class RefreshBudget
{
    // Zoho Accounts, "Token limits": ten access tokens per refresh token in ten minutes, then none for the rest of them.
    // The first of them comes with the refresh token itself.
    internal const int Most = 10;

    // A little longer than Zoho's ten minutes, because its clock is not ours.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10.5);

    internal static bool IsExhausted(IReadOnlyList<DateTimeOffset> recent, DateTimeOffset now) => recent.Count(time => IsRecent(time, now)) >= Most;

    internal static IReadOnlyList<DateTimeOffset> Add(IReadOnlyList<DateTimeOffset> recent, DateTimeOffset now) => [.. recent.Where(time => IsRecent(time, now)), now];

    // What lies a little ahead comes from another machine, whose clock goes before ours. What lies further ahead was written before the clock was
    // set back, and says nothing.
    private static bool IsRecent(DateTimeOffset time, DateTimeOffset now) => time > now - Window && time < now + Window;
}
