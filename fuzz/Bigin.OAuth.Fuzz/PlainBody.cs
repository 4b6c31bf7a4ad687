using System.Text.Json;

namespace Bigin.OAuth.Fuzz;

/// <summary>Reads a body a second time, member by member as they come, so that answers can be compared with it.</summary>
internal sealed class PlainBody
{
    internal bool IsObject { get; private init; }

    internal bool HasError { get; private init; }

    internal List<string> AccessTokens { get; } = [];

    internal List<string> RefreshTokens { get; } = [];

    internal List<string> Statuses { get; } = [];

    /// <summary>Gets whether the body holds one access token, which is a good one.</summary>
    internal bool HasToken { get; private init; }

    internal static PlainBody Read(byte[] body)
    {
        ReadOnlyMemory<byte> json = body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement) : new PlainBody();
        }
        catch (JsonException)
        {
            return new PlainBody();
        }
    }

    private static PlainBody Read(JsonElement root)
    {
        JsonProperty[] members = [.. root.EnumerateObject()];
        string[] tokens = [.. Texts(members, "access_token")];
        var plain = new PlainBody
        {
            IsObject = true,
            HasError = members.Any(member => member.NameEquals("error") && member.Value.ValueKind is not JsonValueKind.Null),
            HasToken = members.Count(member => member.NameEquals("access_token")) == 1
                && tokens is [{ Length: > 0 } token] && token.All(character => character is >= ' ' and <= '~'),
        };
        plain.AccessTokens.AddRange(tokens);
        plain.RefreshTokens.AddRange(Texts(members, "refresh_token"));
        plain.Statuses.AddRange(Texts(members, "status"));
        return plain;
    }

    private static IEnumerable<string> Texts(JsonProperty[] members, string name) => members
        .Where(member => member.NameEquals(name) && member.Value.ValueKind is JsonValueKind.String)
        .Select(member => Text(member.Value))
        .OfType<string>();

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }
}
