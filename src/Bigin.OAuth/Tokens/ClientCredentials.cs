namespace Bigin.OAuth;

/// <summary>The client id and the secrets, copied so that later changes of the options don't reach them.</summary>
internal sealed class ClientCredentials(BiginOAuthOptions options)
{
    private readonly string? _secret = options.ClientSecret;

    private readonly Dictionary<string, string> _secrets = new(options.ClientSecrets, StringComparer.OrdinalIgnoreCase);

    internal string ClientId { get; } = options.ClientId;

    // Zoho Accounts, "Multi DC": the client id is the same everywhere, the secret is each data center's own unless the console says otherwise.
    internal string? SecretOf(DataCenter dataCenter)
    {
        string? secret = _secrets.GetValueOrDefault(dataCenter.Id);
        secret = string.IsNullOrEmpty(secret) ? _secret : secret;
        return string.IsNullOrEmpty(secret) ? null : secret;
    }
}
