using System.Buffers;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Where a browser may be sent after an attempt: to an address of the host's own, and nowhere else.</summary>
internal static class LocalUrl
{
    internal const int MaxLength = 1_000;

    // RFC 3986 section 2: what an address is made of. Escapes stay as they are. https://www.rfc-editor.org/rfc/rfc3986#section-2
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>Gives an address as it may stand in a <c>Location</c> header, or null where it is none of the host's.</summary>
    internal static string? From(string? returnUrl)
    {
        // A browser reads "//host" and "/\host" as another host, and drops tabs and line breaks before it reads.
        // https://url.spec.whatwg.org/#url-parsing
        if (returnUrl is not ['/', ..] || returnUrl is ['/', '/', ..] || returnUrl.Contains('\\', StringComparison.Ordinal)
            || returnUrl.Any(char.IsControl))
        {
            return null;
        }

        // ASP.NET Core reads no path with an escaped null, so none of the host's pages has one.
        if (GetPath(returnUrl).Contains("%00", StringComparison.Ordinal))
        {
            return null;
        }

        string escaped = returnUrl.AsSpan().ContainsAnyExcept(Allowed) ? Escape(returnUrl) : returnUrl;
        return escaped.Length <= MaxLength ? escaped : null;
    }

    /// <summary>Gets the path that a browser asks for at such an address: without query and fragment, and without dot segments.</summary>
    /// <remarks>Only to compare it: what begins with <c>/.//</c> would begin with two slashes.</remarks>
    /// <seealso href="https://url.spec.whatwg.org/#path-state">URL standard: path state</seealso>
    internal static string GetPath(string url)
    {
        string[] parts = url.Split('?', '#')[0].Split('/');
        var path = new List<string>();
        for (int i = 1; i < parts.Length; i++)
        {
            if (IsDoubleDot(parts[i]))
            {
                path.RemoveRange(Math.Max(0, path.Count - 1), Math.Min(1, path.Count));
            }

            if (!IsDoubleDot(parts[i]) && !IsSingleDot(parts[i]))
            {
                path.Add(parts[i]);
            }
            else if (i == parts.Length - 1)
            {
                path.Add("");
            }
        }

        return $"/{string.Join('/', path)}";
    }

    private static bool IsSingleDot(string part) => Unescape(part) is ".";

    private static bool IsDoubleDot(string part) => Unescape(part) is "..";

    private static string Unescape(string part) => part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);

    private static string Escape(string url) => string.Concat(url.EnumerateRunes().Select(rune =>
        rune.IsAscii && Allowed.Contains((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
