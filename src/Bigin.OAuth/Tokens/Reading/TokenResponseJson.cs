using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bigin.OAuth;

/// <summary>The members of a response that the library reads. Nothing about their types is certain.</summary>
internal sealed class TokenResponseJson
{
    public JsonElement AccessToken { get; init; }

    public JsonElement RefreshToken { get; init; }

    public JsonElement ApiDomain { get; init; }

    public JsonElement ExpiresIn { get; init; }

    public JsonElement ExpiresInSec { get; init; }

    public JsonElement Scope { get; init; }

    // Settable, so that each occurrence comes by: an error that comes twice stays the first one.
    public JsonElement Error
    {
        get;
        set => field = IsAbsent(field) ? value : field;
    }

    public JsonElement ErrorDescription { get; init; }

    public JsonElement Status { get; init; }

    // RFC 8259 section 8.1: "implementations that parse JSON texts MAY ignore the presence of a byte order mark".
    // https://www.rfc-editor.org/rfc/rfc8259#section-8.1
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body, with any Content-Type. Null where it isn't a JSON object, or is too long.</summary>
    internal static TokenResponseJson? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > BoundedBodyHandler.MaxLength)
        {
            return null;
        }

        if (body.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        try
        {
            return JsonSerializer.Deserialize(body, TokenResponseJsonContext.Default.TokenResponseJson);
        }
        catch (JsonException)
        {
            return null; // HTML, an empty or cut body, an array
        }
    }

    /// <summary>Gets the text of a member, or null where it isn't a text.</summary>
    internal static string? GetText(JsonElement member)
    {
        try
        {
            return member.ValueKind is JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    internal static bool IsAbsent(JsonElement member) => member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenResponseJson))]
internal sealed partial class TokenResponseJsonContext : JsonSerializerContext;
