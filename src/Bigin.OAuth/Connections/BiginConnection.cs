namespace Bigin.OAuth;

/// <summary>Describes a connection to a customer's Bigin organization. It holds no tokens.</summary>
public sealed class BiginConnection
{
    internal BiginConnection(StoredConnection stored, DataCenter? dataCenter)
    {
        Key = stored.Key;
        DataCenterId = stored.DataCenter;
        DataCenter = dataCenter;
        Organization = stored.OrganizationId is { } id ? new BiginOrganization(id, stored.OrganizationName) : null;
        Scopes = stored.Scopes;
        ConnectedAt = stored.ConnectedAt;
        Status = stored.Status;
    }

    /// <summary>Gets the host's own name for the connection, such as a tenant's id.</summary>
    public string Key { get; }

    /// <summary>Gets the id of the data center that holds the organization, such as <c>eu</c>.</summary>
    public string DataCenterId { get; }

    /// <summary>
    /// Gets the data center that holds the organization, or <see langword="null"/> where <see cref="BiginOAuthOptions.DataCenters"/> no
    /// longer has it.
    /// </summary>
    public DataCenter? DataCenter { get; }

    /// <summary>
    /// Gets the organization that the user picked, or <see langword="null"/> where it isn't known: no scope allows to read it, or reading
    /// it failed.
    /// </summary>
    public BiginOrganization? Organization { get; }

    /// <summary>Gets the scopes that were granted, or requested where Bigin's response named none.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>Gets the moment of the last consent.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>Gets whether the connection works.</summary>
    public ConnectionStatus Status { get; }

    /// <summary>Describes the connection in a line.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"BiginConnection {{ Key = {Key}, DataCenter = {DataCenterId}, "
        + $"Organization = {Organization?.ToString() ?? "unknown"}, Status = {Status} }}";
}
