using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bigin.OAuth;

/// <summary>The part of a Bigin API error that counts: <c>{"code":…,"details":{},"message":…,"status":"error"}</c>.</summary>
internal sealed class ApiError
{
    // Bigin answers a token that is expired, revoked or of another data center with either.
    internal const string InvalidToken = "INVALID_TOKEN";
    internal const string AuthenticationFailure = "AUTHENTICATION_FAILURE";

    internal const string ScopeMismatch = "OAUTH_SCOPE_MISMATCH";

    public JsonElement Code { get; init; }

    internal static string? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ApiErrorJsonContext.Default.ApiError) is { } error ? TokenAnswerJson.Text(error.Code) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiErrorJsonContext : JsonSerializerContext;
