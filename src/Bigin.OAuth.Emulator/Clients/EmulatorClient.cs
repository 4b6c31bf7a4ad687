namespace Bigin.OAuth.Emulator;

/// <summary>Represents a client that is registered at the emulator.</summary>
/// <param name="id">The client id, such as <c>1000.GMB0YULZHJK411248S8I5GZ4CHUEX0</c>.</param>
/// <param name="secret">The client secret, in the data centers that have none of their own.</param>
/// <param name="type">The kind of registration.</param>
public sealed class EmulatorClient(string id, string secret, EmulatorClientType type = EmulatorClientType.ServerBased)
{
    /// <summary>Gets the client id.</summary>
    public string Id { get; } = id;

    /// <summary>Gets the client secret, in the data centers that have none of their own.</summary>
    public string Secret { get; } = secret;

    /// <summary>Gets the kind of registration.</summary>
    public EmulatorClientType Type { get; } = type;

    /// <summary>Gets the name of the application that the consent page shows.</summary>
    /// <value>The default value is <c>Your application</c>.</value>
    public string Name { get; init; } = "Your application";

    /// <summary>Gets the secrets of those data centers that have one of their own, by id. Ids ignore case.</summary>
    /// <value>The default value is empty, as with "Use the same OAuth credentials for all data centers" in Zoho's console.</value>
    public IDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the ids of the data centers in which the client is enabled. Elsewhere it is <c>invalid_client</c>. Ids ignore case.
    /// </summary>
    /// <value>The default value is empty, which enables it in all.</value>
    public IList<string> DataCenters { get; init; } = [];

    /// <summary>Gets the redirect URIs that are registered, compared exactly.</summary>
    /// <value>The default value is empty, which accepts any on <c>localhost</c>, and any custom scheme for a mobile client.</value>
    public IList<string> RedirectUris { get; init; } = [];

    /// <summary>Returns the client id and the kind of registration.</summary>
    /// <returns>A text for logs, without the secret.</returns>
    public override string ToString() => $"{Id} ({Type})";

    internal bool IsEnabledAt(DataCenter dataCenter) =>
        DataCenters.Count == 0 || DataCenters.Contains(dataCenter.Id, StringComparer.OrdinalIgnoreCase);

    internal string GetSecret(DataCenter dataCenter) =>
        Secrets.FirstOrDefault(pair => string.Equals(pair.Key, dataCenter.Id, StringComparison.OrdinalIgnoreCase)).Value ?? Secret;
}
