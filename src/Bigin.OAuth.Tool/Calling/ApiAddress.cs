namespace Bigin.OAuth.Tool.Calling;

/// <summary>The address of a call: a path under <c>/bigin/v2/</c> with its query, and nothing else.</summary>
internal static class ApiAddress
{
    private const string Base = "/bigin/v2/";

    /// <summary>Reads an address that a person wrote.</summary>
    /// <returns>The address relative to <c>/bigin/v2/</c>, or null where it leads elsewhere.</returns>
    internal static string? Read(string text)
    {
        string path = text.StartsWith(Base, StringComparison.Ordinal) ? text[Base.Length..] : text;
        string beforeQuery = path.Split('?')[0];
        bool leadsElsewhere = beforeQuery.Length == 0 || beforeQuery[0] == '/' || beforeQuery.Contains(':', StringComparison.Ordinal)
            || beforeQuery.Contains('\\', StringComparison.Ordinal) || path.Contains('#', StringComparison.Ordinal)
            || path.Any(char.IsControl)
            || beforeQuery.Split('/').Any(IsDotSegment)
            || beforeQuery.Contains("%2f", StringComparison.OrdinalIgnoreCase)
            || beforeQuery.Contains("%5c", StringComparison.OrdinalIgnoreCase);
        return leadsElsewhere ? null : path;
    }

    /// <summary>Sets a parameter of the query, in place of one of the same name.</summary>
    internal static string WithParameter(string address, string name, string value, params string[] without)
    {
        string[] parts = address.Split('?', 2);
        IEnumerable<string> kept = (parts.Length > 1 ? parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
            .Where(parameter => parameter.Split('=')[0] is var other && other != name && !without.Contains(other));
        return $"{parts[0]}?{string.Join('&', kept.Append($"{name}={Uri.EscapeDataString(value)}"))}";
    }

    // An address is normalized before it is sent, escaped dots included.
    private static bool IsDotSegment(string segment) =>
        segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";
}
