using System.ComponentModel;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Represents a connection as the database keeps it. Use <see cref="BiginConnections"/> to work with connections; this type only maps the
/// table.
/// </summary>
/// <remarks>
/// It is public for the code that <c>dotnet ef dbcontext optimize</c> generates. It is neither sealed nor without virtual members, because
/// a host that
/// uses EF Core's lazy-loading or change-tracking proxies has them for every entity type.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ConnectionRow
{
    /// <summary>Gets or sets the host's own name for the connection.</summary>
    public virtual string Key { get; set; } = "";

    /// <summary>Gets or sets the random name of this state of the row.</summary>
    public virtual string ConcurrencyStamp { get; set; } = "";

    /// <summary>Gets or sets the id of the data center.</summary>
    public virtual string DataCenter { get; set; } = "";

    /// <summary>Gets or sets the encrypted refresh token.</summary>
    public virtual string EncryptedRefreshToken { get; set; } = "";

    /// <summary>Gets or sets the last access token, encrypted, or <see langword="null"/> where there is none.</summary>
    public virtual string? EncryptedAccessToken { get; set; }

    /// <summary>Gets or sets when the access token expires, in Unix milliseconds, as every time in the row.</summary>
    public virtual long? AccessTokenExpiresAt { get; set; }

    /// <summary>Gets or sets the scopes, as a JSON array of strings.</summary>
    public virtual string Scopes { get; set; } = "[]";

    /// <summary>Gets or sets the id of the organization, or <see langword="null"/> where it isn't known.</summary>
    public virtual string? OrganizationId { get; set; }

    /// <summary>Gets or sets the name of the organization, or <see langword="null"/> where it isn't known.</summary>
    public virtual string? OrganizationName { get; set; }

    /// <summary>Gets or sets the number of the <see cref="ConnectionStatus"/>.</summary>
    public virtual int Status { get; set; }

    /// <summary>Gets or sets the moment of the last consent, in Unix milliseconds.</summary>
    public virtual long ConnectedAt { get; set; }

    /// <summary>Gets or sets when access tokens were requested lately, as a JSON array of Unix milliseconds.</summary>
    public virtual string RecentRefreshes { get; set; } = "[]";

    /// <summary>Gets or sets the random name of the lease that was taken last, or <see langword="null"/> after it was given back.</summary>
    public virtual string? LeaseOwner { get; set; }

    /// <summary>Gets or sets when the lease ends by itself, in Unix milliseconds, or <see langword="null"/> where there is none.</summary>
    public virtual long? LeaseUntil { get; set; }
}
