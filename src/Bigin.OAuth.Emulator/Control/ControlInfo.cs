namespace Bigin.OAuth.Emulator;

/// <summary>Represents what a client in any language has to configure.</summary>
internal sealed record ControlInfo(
    string ClientId,
    string ClientSecret,
    IReadOnlyDictionary<string, string> ClientSecrets,
    IReadOnlyDictionary<string, ControlInfo.Servers> DataCenters,
    IReadOnlyList<ControlInfo.Client> Clients,
    IReadOnlyList<ControlInfo.User> Users)
{
    internal static ControlInfo Create(BiginEmulatorOptions options, AccountDirectory directory, ClientRegistry registry) => new(
        options.ClientId,
        options.ClientSecret,
        options.ClientSecrets.AsReadOnly(),
        directory.DataCenters.ToDictionary(x => x.Id, x =>
        new Servers(GetOrigin(x.AccountsServer), GetOrigin(x.ApiServer)), StringComparer.Ordinal),
        [.. registry.Clients.Select(x =>
            new Client(x.Id, x.Secret, x.Type.ToString(), x.Name, x.Secrets.AsReadOnly(), [.. x.DataCenters], [.. x.RedirectUris]))],
        [.. options.Users.Select(x =>
            new User(x.Email, x.Name, x.DataCenter, [.. x.Organizations.Select(y => new Organization(y.Id, y.Name))]))]);

    private static string GetOrigin(Uri server) => server.GetLeftPart(UriPartial.Authority);

    internal sealed record Servers(string AccountsServer, string ApiServer);

    internal sealed record Client(
        string Id,
        string Secret,
        string Type,
        string Name,
        IReadOnlyDictionary<string, string> Secrets,
        IReadOnlyList<string> DataCenters,
        IReadOnlyList<string> RedirectUris)
    {
        internal EmulatorClient ToClient() => new(Id, Secret, Enum.Parse<EmulatorClientType>(Type))
        {
            Name = Name,
            Secrets = new Dictionary<string, string>(Secrets, StringComparer.OrdinalIgnoreCase),
            DataCenters = [.. DataCenters],
            RedirectUris = [.. RedirectUris],
        };
    }

    internal sealed record User(string Email, string Name, string DataCenter, IReadOnlyList<Organization> Organizations);

    internal sealed record Organization(string Id, string Name);
}
