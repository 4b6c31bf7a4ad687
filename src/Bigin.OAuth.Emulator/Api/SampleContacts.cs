using System.Globalization;
using System.Text.Json.Nodes;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the contacts of each organization. Nothing changes them.</summary>
internal static class SampleContacts
{
    private const int DefaultPageSize = 200;

    private static readonly (string FirstName, string LastName)[] People = [("Ada", "Archer"), ("Ben", "Baker"), ("Cleo", "Carter")];

    // Bigin, "Get records": fields picks what comes back, page and per_page which part; an empty list is a 204.
    internal static EmulatorApiResponse List(EmulatorApiRequest request)
    {
        int size = Math.Max(1, ReadNumber(request, "per_page") ?? DefaultPageSize);
        int page = Math.Max(1, ReadNumber(request, "page") ?? 1);
        JsonObject[] all = [.. People.Select((_, index) => Describe(request, index))];
        JsonNode[] part = [.. all.Skip((page - 1) * size).Take(size)];
        return part.Length == 0 ? EmulatorApiResponse.Empty() : EmulatorApiResponse.Json(new JsonObject
        {
            ["data"] = new JsonArray(part),
            ["info"] = new JsonObject
            {
                ["per_page"] = size,
                ["count"] = part.Length,
                ["page"] = page,
                ["more_records"] = all.Length > page * size
            },
        });
    }

    internal static EmulatorApiResponse Get(EmulatorApiRequest request)
    {
        JsonObject? contact = People.Select((_, index) => Describe(request, index))
            .FirstOrDefault(contact => (string?)contact["id"] == request.RouteValues["id"]);
        return contact is null
            ? EmulatorApiResponse.Empty()
            : EmulatorApiResponse.Json(new JsonObject { ["data"] = new JsonArray(contact) });
    }

    private static JsonObject Describe(EmulatorApiRequest request, int index)
    {
        (string firstName, string lastName) = People[index];
        var contact = new JsonObject
        {
            ["First_Name"] = firstName,
            ["Last_Name"] = lastName,
            ["Full_Name"] = $"{firstName} {lastName}",
            ["Email"] = $"{firstName}@{request.Organization.Name.Replace(" ", "", StringComparison.Ordinal)}.example".ToLowerInvariant(),
            ["Phone"] = $"555-01{index + 10}",
        };
        string[] fields = request.Query.GetValueOrDefault("fields", "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] unwanted = [.. contact.Select(field => field.Key)
            .Where(name => fields.Length > 0 && !fields.Contains(name, StringComparer.OrdinalIgnoreCase))];
        Array.ForEach(unwanted, name => contact.Remove(name));
        contact["id"] = string.Create(CultureInfo.InvariantCulture, $"{request.Organization.Id}00000300{index + 10}");
        return contact;
    }

    private static int? ReadNumber(EmulatorApiRequest request, string name) =>
        int.TryParse(request.Query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
