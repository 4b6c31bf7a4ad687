using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>An access token that this process holds, where it may be sent, and until when it is given out.</summary>
internal sealed class AccessGrant
{
    // A request has to arrive before the token's end.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan EarlyBy = TimeSpan.FromMinutes(5);

    private const int JitterMilliseconds = 60_000;

    private readonly DateTimeOffset _usableUntil;
    private readonly DateTimeOffset _dueFrom;

    internal AccessGrant(AccessToken token, DataCenter dataCenter, DateTimeOffset expiresAt, long version, DateTimeOffset now)
    {
        (Token, DataCenter, Version) = (token, dataCenter, version);
        _usableUntil = expiresAt - Margin;

        // Jittered, so that tokens that were made together are not renewed together. A short life is never renewed in its first half.
        TimeSpan early = EarlyBy - TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(JitterMilliseconds));
        TimeSpan half = (expiresAt - now) / 2;
        _dueFrom = expiresAt - (half < early ? half : early);
    }

    internal AccessToken Token { get; }

    internal DataCenter DataCenter { get; }

    /// <summary>Gets the version of the row that it comes from.</summary>
    internal long Version { get; }

    internal bool IsUsable(DateTimeOffset now) => now < _usableUntil;

    /// <summary>Says whether someone should renew it by now, while the others go on with it.</summary>
    internal bool IsDue(DateTimeOffset now) => now >= _dueFrom;
}
