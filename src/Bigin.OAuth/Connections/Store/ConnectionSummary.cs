namespace Bigin.OAuth;

/// <summary>Describes a stored connection without its tokens, for lists.</summary>
public sealed class ConnectionSummary
{
    /// <summary>Gets the host's own name for the connection.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the id of the data center, such as <c>eu</c>.</summary>
    public required string DataCenter { get; init; }

    /// <summary>Gets the id of the organization, or null where it is not known.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Gets the name of the organization, or null where it is not known.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>
    /// Gets whether the connection works. A store that encrypts decrypts each row as it lists, and says <see
    /// cref="ConnectionStatus.Unreadable"/> where it can't.
    /// </summary>
    public ConnectionStatus Status { get; init; }

    /// <summary>Gets the moment of the last consent.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>Describes the connection in a line.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectionSummary {{ Key = {Key}, DataCenter = {DataCenter}, Status = {Status} }}";
}
