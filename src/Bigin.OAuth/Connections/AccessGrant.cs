using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>An access token that this process holds, where it may be sent, and until when it is given out.</summary>
internal sealed class AccessGrant
{
    // A request has to arrive before the token's end.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan EarlyBy = TimeSpan.FromMinutes(5);

    // No token lives longer, so an end that is further away was counted from a clock that was wrong.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private const int JitterMilliseconds = 60_000;

    private readonly DateTimeOffset _usableUntil;
    private readonly DateTimeOffset _dueFrom;

    internal AccessGrant(AccessToken token, DataCenter dataCenter, DateTimeOffset expiresAt, DateTimeOffset madeAt)
    {
        (Token, DataCenter) = (token, dataCenter);
        _usableUntil = expiresAt - Margin;

        // Jittered, so that tokens that were made together are not renewed together. A life that is hardly longer than this is used to its end:
        // Zoho gives ten tokens in ten minutes, whatever they are good for.
        TimeSpan early = EarlyBy - TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(JitterMilliseconds));
        _dueFrom = expiresAt - madeAt > EarlyBy * 2 ? expiresAt - early : expiresAt;
    }

    internal AccessToken Token { get; }

    internal DataCenter DataCenter { get; }

    internal bool IsUsable(DateTimeOffset now) => now < _usableUntil && now > _usableUntil - LongestLife;

    /// <summary>Says whether someone should renew it by now, while the others go on with it.</summary>
    internal bool IsDue(DateTimeOffset now) => now >= _dueFrom;
}
