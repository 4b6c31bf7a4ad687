namespace Bigin.OAuth;

/// <summary>
/// Looks up the client credentials of a data center: the one place that does. A copy, so that later changes of the options don't reach it.
/// </summary>
internal sealed class ConfiguredClients(BiginOAuthOptions options)
{
    private readonly string _clientId = options.ClientId;

    private readonly string? _secret = options.ClientSecret;

    private readonly Dictionary<string, string> _secrets = new(options.ClientSecrets, StringComparer.OrdinalIgnoreCase);

    // Zoho Accounts, "Multi DC": the client id is the same everywhere, the secret is each data center's own unless the console says
    // otherwise.
    internal ClientCredentials Find(DataCenter dataCenter) =>
        new(_clientId, NotEmpty(_secrets.GetValueOrDefault(dataCenter.Id)) ?? NotEmpty(_secret));

    private static string? NotEmpty(string? secret) => string.IsNullOrEmpty(secret) ? null : secret;
}
