using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Asks Bigin which organization an access token is for: neither the redirect nor the token response names it.</summary>
internal sealed class OrganizationReader(ApiHttpClients httpClients, RealTime realTime, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Bigin's response is about 2 KB.
    private const int MaxResponseLength = 64 * 1024;

    // A store of the host's may have a column no longer than this, and no id or name of Zoho's comes near it.
    private const int MaxTextLength = 200;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

    /// <summary>Gets a value indicating whether a scope allows it, as far as scopes are known.</summary>
    internal static bool IsWorthReading(IReadOnlyCollection<string> scopes) =>
        scopes.Count == 0
        || scopes.Any(scope => scope.Equals(BiginScopes.Org.Read, StringComparison.OrdinalIgnoreCase)
        || scope.Equals(BiginScopes.Org.All, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads it. A failed read is repeated twice, while the person who connects still waits.</summary>
    internal async Task<OrganizationReading> ReadAsync(string key, CachedAccessToken token)
    {
        long startedAt = realTime.Provider.GetTimestamp();
        for (int failures = 0; ; failures++)
        {
            (OrganizationReading reading, string? failure) = await TryReadAsync(key, token).ConfigureAwait(false);
            if (failure is null)
            {
                return reading;
            }

            if (reading.IsScopeMissing || failures == Pauses.Length || realTime.Provider.GetElapsedTime(startedAt) > Patience)
            {
                BiginLog.OrganizationUnknown(logger, key, failure);
                return reading;
            }

            await realTime.DelayAsync(Pauses[failures]).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Gets a value indicating whether Bigin's API refuses an access token, which it does once the grant has been revoked.
    /// </summary>
    internal async Task<bool> IsRefusedAsync(string key, CachedAccessToken token) =>
        (await TryReadAsync(key, token).ConfigureAwait(false)).Reading.IsTokenRefused;

    [SuppressMessage("Design", "CA1031", Justification = "The tokens are good even if this fails, and losing them would be worse.")]
    private async Task<(OrganizationReading Reading, string? Failure)> TryReadAsync(string key, CachedAccessToken token)
    {
        try
        {
            using HttpClient http = httpClients.Create(key, token);
            http.Timeout = Patience;
            http.MaxResponseContentBufferSize = MaxResponseLength;
            using HttpResponseMessage response = await http.GetAsync(new Uri("org", UriKind.Relative)).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                string? code = response.StatusCode is HttpStatusCode.Unauthorized
                    ? await ApiError.ReadCodeAsync(response, CancellationToken.None).ConfigureAwait(false)
                    : null;
                var reading = new OrganizationReading(
                    null, code is ApiError.ScopeMismatch, code is ApiError.InvalidToken or ApiError.AuthenticationFailure);
                return (reading, $"status {(int)response.StatusCode}");
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            return Read(body) is { } organization ? (new OrganizationReading(organization), null) : (default, "the response names none");
        }
        catch (Exception exception)
        {
            return (default, exception.GetType().Name);
        }
    }

    // Bigin, "Organization": zgid is the number that the organization goes by; id is that of its record.
    internal static BiginOrganization? Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, OrganizationJsonContext.Default.OrganizationAnswer)?.Org is [{ } org, ..]
            && (Text(org.Zgid) ?? Text(org.Id)) is { } id ? new BiginOrganization(id, Text(org.CompanyName)) : null;

    // What a database would refuse must not cost the connection.
    private static string? Text(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.String => TokenResponseJson.GetText(member) is { Length: > 0 and <= MaxTextLength } text && !text.Any(char.IsControl)
            ? text
            : null,
        JsonValueKind.Number when member.GetRawText() is { Length: <= MaxTextLength } digits => digits,
        _ => null,
    };
}

/// <summary>What came of asking Bigin for the organization.</summary>
/// <param name="Organization">The organization, or null where it isn't known.</param>
/// <param name="IsScopeMissing">Bigin says that no scope allows to read it, so asking again doesn't help.</param>
/// <param name="IsTokenRefused">Bigin refuses the access token.</param>
internal readonly record struct OrganizationReading(
    BiginOrganization? Organization, bool IsScopeMissing = false, bool IsTokenRefused = false);

/// <summary>The part of <c>GET /bigin/v2/org</c> that counts.</summary>
internal sealed class OrganizationAnswer
{
    public OrganizationRecord?[]? Org { get; init; }
}

/// <summary>One organization in the response. Its members may have any type.</summary>
internal sealed class OrganizationRecord
{
    public JsonElement Zgid { get; init; }

    public JsonElement Id { get; init; }

    public JsonElement CompanyName { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrganizationAnswer))]
internal sealed partial class OrganizationJsonContext : JsonSerializerContext;
