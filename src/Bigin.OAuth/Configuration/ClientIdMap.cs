namespace Bigin.OAuth;

/// <summary>Knows the client id of each data center. A copy, so that later changes of the options don't reach it.</summary>
internal sealed class ClientIdMap(BiginOAuthOptions options)
{
    private readonly string _clientId = options.ClientId;
    private readonly Dictionary<string, string> _own = new(options.ClientIds, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets a value indicating whether a data center has a client id of its own.</summary>
    internal bool HasOwn => _own.Count > 0;

    internal string Find(DataCenter dataCenter) => _own.TryGetValue(dataCenter.Id, out string? own) ? own : _clientId;

    internal bool Equals(ClientIdMap other) =>
        _clientId == other._clientId
        && _own.Count == other._own.Count
        && _own.All(pair => other._own.TryGetValue(pair.Key, out string? clientId) && clientId == pair.Value);
}
