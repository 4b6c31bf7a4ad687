using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>Holds a connection in the form in which an <see cref="IBiginConnectionStore"/> keeps it.</summary>
/// <remarks>
/// Its tokens are strings because a store has to read them: encrypt them wherever they outlive the process. Everything else is readable text
/// by design, so that a connection can be listed without its tokens. It never prints a token, but a serializer would: serialize it nowhere else.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class StoredConnection
{
    /// <summary>Gets the host's own name for the connection: 1 to 200 characters, compared to the letter.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the number of this save: 1 for the first, then one more each time. A save counts only over the version before it.</summary>
    public required long Version { get; init; }

    /// <summary>Gets the id of the data center, such as <c>eu</c>.</summary>
    public required string DataCenter { get; init; }

    /// <summary>Gets the refresh token. A secret. Empty only where <see cref="Status"/> is <see cref="ConnectionStatus.Unreadable"/>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string RefreshToken { get; init; }

    /// <summary>Gets the last access token, or null where there is none. A secret.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? AccessToken { get; init; }

    /// <summary>Gets the moment from which the access token is of no use, or null where there is none.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>Gets the scopes that were granted, or asked for where Bigin's answer named none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Gets the id of the organization, or null where it is not known.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Gets the name of the organization, or null where it is not known.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>Gets whether the connection works. A store keeps <see cref="ConnectionStatus.Active"/> and <see cref="ConnectionStatus.NeedsConsent"/>,
    /// and answers <see cref="ConnectionStatus.Unreadable"/> where it can't decrypt.</summary>
    public ConnectionStatus Status { get; init; }

    /// <summary>Gets the moment of the last consent.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>Gets when access tokens were asked for lately, the oldest first, so that Zoho's limit holds over restarts and processes.</summary>
    public IReadOnlyList<DateTimeOffset> RecentRefreshes { get; init; } = [];

    /// <summary>Describes the connection without its tokens.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"StoredConnection {{ Key = {Key}, Version = {Version}, DataCenter = {DataCenter}, Status = {Status} }}";

    internal DataCenter DataCenterIn(DataCenterMap map) => map.FindById(DataCenter)
        ?? throw new InvalidOperationException(UnknownDataCenter);

    /// <summary>Gets what to say where the map has no entry for <see cref="DataCenter"/>.</summary>
    internal string UnknownDataCenter =>
        $"The connection is in data center '{DataCenter}', which is not in {nameof(BiginOAuthOptions.DataCenters)}. Add the entry again.";

    /// <summary>Copies everything but what is given.</summary>
    internal StoredConnection With(
        long version,
        string? refreshToken = null,
        string? accessToken = null,
        DateTimeOffset? accessTokenExpiresAt = null,
        ConnectionStatus? status = null,
        IReadOnlyList<DateTimeOffset>? recentRefreshes = null) => new()
        {
            Key = Key,
            Version = version,
            DataCenter = DataCenter,
            RefreshToken = refreshToken ?? RefreshToken,
            AccessToken = accessToken ?? AccessToken,
            AccessTokenExpiresAt = accessTokenExpiresAt ?? AccessTokenExpiresAt,
            Scopes = Scopes,
            OrganizationId = OrganizationId,
            OrganizationName = OrganizationName,
            Status = status ?? Status,
            ConnectedAt = ConnectedAt,
            RecentRefreshes = recentRefreshes ?? RecentRefreshes,
        };
}
