namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>A connection as the database keeps it: readable text and numbers, but for the two tokens.</summary>
/// <remarks>Neither sealed nor without virtual members: a host that uses EF Core's lazy-loading or change-tracking proxies has them for every entity type.</remarks>
internal class ConnectionRow
{
    public virtual string Key { get; set; } = "";

    public virtual long Version { get; set; }

    public virtual string DataCenter { get; set; } = "";

    public virtual string EncryptedRefreshToken { get; set; } = "";

    public virtual string? EncryptedAccessToken { get; set; }

    /// <summary>Unix milliseconds, as every time in the row: no database stores or compares a number in a way of its own.</summary>
    public virtual long? AccessTokenExpiresAt { get; set; }

    /// <summary>A JSON array of strings.</summary>
    public virtual string Scopes { get; set; } = "[]";

    public virtual string? OrganizationId { get; set; }

    public virtual string? OrganizationName { get; set; }

    public virtual int Status { get; set; }

    public virtual long ConnectedAt { get; set; }

    /// <summary>A JSON array of Unix milliseconds.</summary>
    public virtual string RecentRefreshes { get; set; } = "[]";

    /// <summary>The random name of the lease that was taken last.</summary>
    public virtual string? LeaseOwner { get; set; }

    /// <summary>When the lease ends by itself, or null where nobody holds it.</summary>
    public virtual long? LeaseUntil { get; set; }
}
