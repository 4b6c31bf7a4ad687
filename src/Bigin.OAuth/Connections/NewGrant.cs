namespace Bigin.OAuth;

/// <summary>What a consent brought, before it is stored.</summary>
/// <param name="Key">The key to connect.</param>
/// <param name="Issued">The tokens.</param>
/// <param name="RefreshToken">The refresh token among them.</param>
/// <param name="Scopes">The scopes that were granted, or requested where the response named none.</param>
/// <param name="Organization">The organization, or null where it isn't known.</param>
internal sealed record NewGrant(
    string Key, BiginTokens Issued, RefreshToken RefreshToken, IReadOnlyList<string> Scopes, BiginOrganization? Organization)
{
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets when access tokens were requested for a refresh token that the caller had before, or <see langword="null"/> where a code
    /// brought it.
    /// </summary>
    internal IReadOnlyList<DateTimeOffset>? RefreshesOfImport { get; init; }

    /// <summary>Gets a value indicating whether the caller had the refresh token before. Then no failure revokes it.</summary>
    internal bool IsImported => RefreshesOfImport is not null;

    /// <summary>Gets a value indicating whether the refresh token is the one that the caller of an import had.</summary>
    internal bool IsTokenOfCaller { get; init; }

    internal DataCenter DataCenter => Issued.DataCenter;

    internal bool MayBeOfOtherOrganizationThan(StoredConnection? current) =>
        current?.OrganizationId is { } id && (Organization is null || Organization.Id != id);

    /// <summary>Makes the row: all of the new grant and nothing of the one before.</summary>
    internal StoredConnection ToRow(StoredConnection? current, DateTimeOffset now) => new()
    {
        Key = Key,
        DataCenter = DataCenter.Id,
        RefreshToken = RefreshToken.Reveal(),
        AccessToken = Issued.AccessToken.Reveal(),
        AccessTokenExpiresAt = Issued.ExpiresAt,
        Scopes = Scopes,
        OrganizationId = Organization?.Id,
        OrganizationName = Organization?.Name,
        Status = ConnectionStatus.Active,
        IsImported = IsTokenOfCaller,
        ConnectedAt = GetConnectedAt(current, now),
        RecentRefreshes = RefreshesOfImport ?? [now], // the exchange has made an access token, so it counts
    };

    // Another moment ends the lease of the grant before, and tells this grant from every one before it, also where clocks differ by a
    // little or stand still. Stores keep milliseconds.
    private static DateTimeOffset GetConnectedAt(StoredConnection? current, DateTimeOffset now) =>
        current is not null && current.ConnectedAt >= now.AddMilliseconds(-1) && current.ConnectedAt - now < MaxClockDifference
            ? current.ConnectedAt.AddMilliseconds(1)
            : now;

    public override string ToString() => $"NewGrant {{ Key = {Key}, Organization = {Organization} }}";
}
