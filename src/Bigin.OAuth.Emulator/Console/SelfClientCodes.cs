using System.Text.Json.Nodes;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the codes of self clients, as "Generate Code" of Zoho's API console does.</summary>
internal sealed class SelfClientCodes(ClientRegistry registry, AccountDirectory directory, CodeIssuer codes, EmulatorClock clock)
{
    /// <summary>Gets the numbers of minutes that the console offers.</summary>
    internal static readonly IReadOnlyList<int> Minutes = [3, 5, 7, 10];

    internal static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(3);
    internal static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(10);

    internal EmulatorClient? FindClient(EmulatorUser user) =>
        registry.FindFirst(EmulatorClientType.SelfClient, directory.GetDataCenter(user));

    /// <summary>
    /// Creates a code, as the file that the console offers for download. Returns <see langword="null"/> where the client has had its
    /// maximum in these ten minutes.
    /// </summary>
    internal JsonObject? TryCreate(
        EmulatorClient client, EmulatorUser user, EmulatorOrganization organization, IReadOnlyList<string> scopes, TimeSpan lifetime)
    {
        DataCenter dataCenter = directory.GetDataCenter(user);
        DateTimeOffset expiresAt = clock.GetUtcNow() + lifetime;
        return codes.TryIssueInConsole(new Grant(client, user, organization, dataCenter, scopes), lifetime) is not { } code
            ? null
            : new JsonObject
            {
                // The fields and their order are those of captured files; expiry_time is in milliseconds.
                ["scope"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
                ["expiry_time"] = expiresAt.ToUnixTimeMilliseconds(),
                ["client_id"] = client.Id,
                ["client_secret"] = client.GetSecret(dataCenter),
                ["code"] = code,
                ["grant_type"] = "authorization_code",
            };
    }
}
