namespace Bigin.OAuth.Emulator;

/// <summary>Finds the registered clients where they are enabled.</summary>
internal sealed class ClientRegistry
{
    private readonly AccountDirectory _directory;

    public ClientRegistry(BiginEmulatorOptions options, AccountDirectory directory)
    {
        _directory = directory;
        Clients = [CreateMain(options), .. options.Clients];
    }

    /// <summary>Gets all clients. The first is the one that the options describe by their own settings.</summary>
    internal IReadOnlyList<EmulatorClient> Clients { get; }

    /// <summary>Finds a client at a token endpoint, which knows those that are enabled in its data center.</summary>
    internal EmulatorClient? FindEnabled(string? id, DataCenter here) =>
        Clients.FirstOrDefault(client => client.Id == id && client.IsEnabledAt(here));

    /// <summary>
    /// Finds a client for a consent link, which may start at any data center from which Zoho moves users to one where the client is
    /// enabled.
    /// </summary>
    internal EmulatorClient? FindForLink(string? id, DataCenter here) =>
        Clients.FirstOrDefault(client => client.Id == id && _directory.GetLinked(here).Any(client.IsEnabledAt));

    internal EmulatorClient? FindFirst(EmulatorClientType type, DataCenter here) =>
        Clients.FirstOrDefault(client => client.Type == type && client.IsEnabledAt(here));

    private static EmulatorClient CreateMain(BiginEmulatorOptions options) => new(options.ClientId, options.ClientSecret)
    {
        Name = options.ClientName,
        Secrets = options.ClientSecrets,
        DataCenters = options.EnabledDataCenters,
        RedirectUris = options.RedirectUris,
    };
}
