namespace Bigin.OAuth;

/// <summary>
/// An access token that this process holds: where it may be sent, until when it is given out, and which stored row it comes from.
/// </summary>
internal sealed class CachedAccessToken
{
    // A request has to arrive before the token expires.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan EarlyBy = TimeSpan.FromMinutes(5);

    // No token lives longer, so an expiry that is further away was counted from a wrong clock.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    private const double JitterShare = 0.2; // a minute

    private readonly DateTimeOffset _expiresAt;
    private readonly DateTimeOffset _dueFrom;

    private CachedAccessToken(
        AccessToken token, DataCenter dataCenter, DateTimeOffset expiresAt, DateTimeOffset dueFrom, GrantFingerprint grant, string stamp,
        DateTimeOffset checkedAt) =>
        (Token, DataCenter, _expiresAt, _dueFrom, Grant, Stamp, CheckedAt) =
            (token, dataCenter, expiresAt, dueFrom, grant, stamp, checkedAt);

    internal AccessToken Token { get; }

    internal DataCenter DataCenter { get; }

    internal GrantFingerprint Grant { get; }

    /// <summary>Gets the stamp of the row when it was read or saved.</summary>
    internal string Stamp { get; }

    /// <summary>Gets when the row was read or saved, by the library's clock.</summary>
    internal DateTimeOffset CheckedAt { get; }

    /// <summary>Makes a token that is not stored yet, for the request that reads its organization.</summary>
    internal static CachedAccessToken Unsaved(BiginTokens tokens) =>
        new(tokens.AccessToken, tokens.DataCenter, tokens.ExpiresAt, tokens.ExpiresAt, default, "", default);

    /// <summary>Takes the token of a row, or returns null where the row has none.</summary>
    internal static CachedAccessToken? FromRow(StoredConnection row, DataCenter dataCenter, DateTimeOffset checkedAt, Jitter jitter)
    {
        if (row is not { AccessToken: { } token, AccessTokenExpiresAt: { } expiresAt })
        {
            return null;
        }

        // The last access token was made when it was asked for, or before.
        DateTimeOffset madeAt = row.RecentRefreshes is [.., var last] && last < checkedAt ? last : checkedAt;

        // Jittered, so that tokens that were made together are not renewed together. A life that is hardly longer than this is used to its
        // end: Zoho gives ten tokens in ten minutes, however long they live.
        DateTimeOffset dueFrom = expiresAt - madeAt > EarlyBy * 2 ? expiresAt - jitter.Shorten(EarlyBy, JitterShare) : expiresAt;
        return new CachedAccessToken(
            new AccessToken(token), dataCenter, expiresAt, dueFrom, GrantFingerprint.FromRefreshToken(row.RefreshToken),
            row.ConcurrencyStamp, checkedAt);
    }

    /// <summary>Keeps the token of this process beside a row of the same grant that has changed.</summary>
    internal CachedAccessToken WithRow(StoredConnection row, DateTimeOffset checkedAt) =>
        new(Token, DataCenter, _expiresAt, _dueFrom, GrantFingerprint.FromRefreshToken(row.RefreshToken), row.ConcurrencyStamp, checkedAt);

    internal bool IsUsable(DateTimeOffset now) => _expiresAt - now > Margin && _expiresAt - now < MaxLifetime;

    /// <summary>Gets a value indicating whether the token has not expired, though it may not be given out any longer.</summary>
    internal bool IsAlive(DateTimeOffset now) => _expiresAt > now && _expiresAt - now < MaxLifetime;

    /// <summary>Gets a value indicating whether a caller should renew it by now, while the others go on with it.</summary>
    internal bool IsDue(DateTimeOffset now) => now >= _dueFrom;

    internal bool ExpiresAfter(StoredConnection row) => row.AccessTokenExpiresAt is not { } expiresAt || _expiresAt > expiresAt;
}
