using System.Text.Json;

namespace Bigin.OAuth.Fuzz;

/// <summary>Reads a body a second time, member by member as they come, so that answers can be compared with it.</summary>
internal sealed class PlainBody
{
    private readonly (string? Name, JsonElement Value)[] _members = [];

    private PlainBody()
    {
    }

    private PlainBody(JsonElement root)
    {
        _members = [.. root.EnumerateObject().Select(member => (Text(() => member.Name), member.Value))];
        IsObject = true;
    }

    /// <summary>Gets whether there is anything to be read at all.</summary>
    internal bool IsObject { get; }

    internal bool HasError => _members.Any(member => member.Name == "error" && member.Value.ValueKind is not JsonValueKind.Null);

    /// <summary>
    /// Gets whether the body holds one access token, which is a good one, and no member whose name is no text: System.Text.Json refuses the whole
    /// body for half of a surrogate pair in any name.
    /// </summary>
    internal bool HasToken => _members.All(member => member.Name is not null) && _members.Count(member => member.Name == "access_token") == 1
        && GetTexts("access_token") is [{ Length: > 0 } token] && token.All(character => character is >= ' ' and <= '~');

    internal static PlainBody Read(byte[] body)
    {
        try
        {
            JsonElement root = JsonElement.Parse(body.AsSpan(body is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
            return root.ValueKind is JsonValueKind.Object ? new PlainBody(root) : new PlainBody();
        }
        catch (JsonException)
        {
            return new PlainBody();
        }
    }

    internal string[] GetTexts(string name) =>
        [.. _members.Where(member => member.Name == name && member.Value.ValueKind is JsonValueKind.String).Select(member => Text(member.Value.GetString)).OfType<string>()];

    private static string? Text(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair, or invalid UTF-8
        }
    }
}
