namespace Bigin.OAuth;

/// <summary>Counts the connections of one data center and one status.</summary>
public sealed class ConnectionCount
{
    /// <summary>Gets the id of the data center, such as <c>eu</c>.</summary>
    public required string DataCenter { get; init; }

    /// <summary>Gets whether these connections work.</summary>
    public required ConnectionStatus Status { get; init; }

    /// <summary>Gets how many there are.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the keys of some of them, for a report.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
