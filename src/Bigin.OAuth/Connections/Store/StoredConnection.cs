using System.Diagnostics;
using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>Holds a connection in the form in which an <see cref="IBiginConnectionStore"/> keeps it.</summary>
/// <remarks>
/// Its tokens are strings because a store has to read them. Encrypt them wherever they outlive the process. Everything else is readable
/// text by design, so that a connection can be listed without its tokens. It never prints a token, but a serializer would: don't serialize
/// it elsewhere.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class StoredConnection
{
    /// <summary>Gets the host's own name for the connection: 1 to 200 characters, compared ordinally and with case.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Gets the random name of this state of the row. A save or a deletion counts only over the stamp that it was decided on.
    /// </summary>
    /// <value>A fresh random value of 32 characters, unless a store sets the one that it has read.</value>
    public string ConcurrencyStamp { get; init; } = NewStamp();

    /// <summary>Gets the id of the data center, such as <c>eu</c>.</summary>
    public required string DataCenter { get; init; }

    /// <summary>
    /// Gets the refresh token. A secret. Empty only where <see cref="Status"/> is <see cref="ConnectionStatus.Unreadable"/>.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string RefreshToken { get; init; }

    /// <summary>Gets the last access token, or <see langword="null"/> where there is none. A secret.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? AccessToken { get; init; }

    /// <summary>Gets the moment at which the access token expires, or <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>Gets the scopes that were granted, or requested where Bigin's response named none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Gets the id of the organization, or <see langword="null"/> where it isn't known.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Gets the name of the organization, or <see langword="null"/> where it isn't known.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>Gets whether the connection works. A store keeps <see cref="ConnectionStatus.Active"/> and
    /// <see cref="ConnectionStatus.NeedsConsent"/>, and returns <see cref="ConnectionStatus.Unreadable"/> where it can't decrypt.</summary>
    public ConnectionStatus Status { get; init; }

    /// <summary>
    /// Gets a value indicating whether the refresh token was imported, so that another program may use it too. Then no later consent
    /// revokes it. <see cref="BiginConnections.DisconnectAsync"/> does.
    /// </summary>
    public bool IsImported { get; init; }

    /// <summary>Gets the moment of the last consent.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>
    /// Gets when access tokens were requested lately, the oldest first, so that Zoho's limit holds over restarts and processes.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> RecentRefreshes { get; init; } = [];

    /// <summary>Describes the connection without its tokens.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"StoredConnection {{ Key = {Key}, ConcurrencyStamp = {ConcurrencyStamp}, DataCenter = {DataCenter}, Status = {Status} }}";

    /// <summary>Gets a value indicating whether both rows hold one grant: one consent, with one refresh token.</summary>
    /// <remarks>Where a token can't be decrypted, the moment of the consent has to tell.</remarks>
    internal bool IsSameGrantAs(StoredConnection other) =>
        Status is ConnectionStatus.Unreadable || other.Status is ConnectionStatus.Unreadable
            ? ConnectedAt == other.ConnectedAt
            : RefreshToken == other.RefreshToken;

    /// <summary>Copies the connection with a fresh stamp and what is given.</summary>
    internal StoredConnection With(
        string? refreshToken = null,
        string? accessToken = null,
        DateTimeOffset? accessTokenExpiresAt = null,
        BiginOrganization? organization = null,
        ConnectionStatus? status = null,
        IReadOnlyList<DateTimeOffset>? recentRefreshes = null) => new()
        {
            Key = Key,
            DataCenter = DataCenter,
            RefreshToken = refreshToken ?? RefreshToken,
            AccessToken = accessToken ?? AccessToken,
            AccessTokenExpiresAt = accessTokenExpiresAt ?? AccessTokenExpiresAt,
            Scopes = Scopes,
            OrganizationId = organization?.Id ?? OrganizationId,
            OrganizationName = organization is null ? OrganizationName : organization.Name,
            Status = status ?? Status,
            IsImported = IsImported && (refreshToken ?? RefreshToken) == RefreshToken, // one that Bigin sent in its place is the library's
            ConnectedAt = ConnectedAt,
            RecentRefreshes = recentRefreshes ?? RecentRefreshes,
        };

    private static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
