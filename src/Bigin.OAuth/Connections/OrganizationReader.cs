using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Asks Bigin which organization an access token is for: neither the redirect nor the token answer names it.</summary>
internal sealed class OrganizationReader(ApiHttpClients httpClients, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Bigin's answer is about 2 KB.
    private const int LongestAnswer = 64 * 1024;

    // A store of the host's may have a column no longer than this, and no id or name of Zoho's comes near it.
    private const int LongestText = 200;

    internal static bool IsAllowed(IEnumerable<string> scopes) =>
        scopes.Any(scope => scope.Equals(BiginScopes.Org.Read, StringComparison.OrdinalIgnoreCase) || scope.Equals(BiginScopes.Org.All, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads it, or answers null: a connection stands without it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails here, the tokens are good, and losing them would be worse.")]
    internal async Task<Organization?> ReadAsync(string key, AccessGrant grant)
    {
        try
        {
            using HttpClient http = httpClients.Create(key, grant);
            http.Timeout = Patience;
            http.MaxResponseContentBufferSize = LongestAnswer;
            using HttpResponseMessage response = await http.GetAsync(new Uri("org", UriKind.Relative)).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                BiginLog.OrganizationUnknown(logger, key, $"status {(int)response.StatusCode}");
                return null;
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            if (Read(body) is { } organization)
            {
                return organization;
            }

            BiginLog.OrganizationUnknown(logger, key, "the answer names none");
            return null;
        }
        catch (Exception exception)
        {
            BiginLog.OrganizationUnknown(logger, key, exception.GetType().Name);
            return null;
        }
    }

    // Bigin, "Organization": zgid is the number that the organization goes by; id is that of its record.
    internal static Organization? Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, OrganizationJsonContext.Default.OrganizationAnswer)?.Org is [{ } org, ..] && (Text(org.Zgid) ?? Text(org.Id)) is { } id ? new Organization(id, Text(org.CompanyName)) : null;

    // What a database would refuse must not cost the connection.
    private static string? Text(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.String => TokenResponseJson.GetText(member) is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl) ? text : null,
        JsonValueKind.Number when member.GetRawText() is { Length: <= LongestText } digits => digits,
        _ => null,
    };
}

/// <summary>The part of <c>GET /bigin/v2/org</c> that counts.</summary>
internal sealed class OrganizationAnswer
{
    public OrganizationRecord?[]? Org { get; init; }
}

/// <summary>One organization in the answer, with whatever its members hold.</summary>
internal sealed class OrganizationRecord
{
    public JsonElement Zgid { get; init; }

    public JsonElement Id { get; init; }

    public JsonElement CompanyName { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrganizationAnswer))]
internal sealed partial class OrganizationJsonContext : JsonSerializerContext;
