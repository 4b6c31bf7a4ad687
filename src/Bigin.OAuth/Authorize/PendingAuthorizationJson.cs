using System.Text.Json.Serialization;

namespace Bigin.OAuth;

/// <summary>The stored form of a <see cref="PendingAuthorization"/>.</summary>
internal sealed class PendingAuthorizationJson
{
    public string? State { get; init; }

    public Uri? RedirectUri { get; init; }

    public string? ClientId { get; init; }

    public string[]? Scopes { get; init; }

    public string? CodeVerifier { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PendingAuthorizationJson))]
internal sealed partial class PendingAuthorizationJsonContext : JsonSerializerContext;
