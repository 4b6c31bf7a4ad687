using System.Text;
using System.Text.Encodings.Web;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Where a browser may be sent after an attempt: to an address of the host's own, and nowhere else.</summary>
internal static class LocalUrl
{
    internal const int Longest = 1_000;

    /// <summary>Gives an address as it may stand in a <c>Location</c> header, or null where it is none of the host's.</summary>
    internal static string? From(string? returnUrl)
    {
        // A browser reads "//host" and "/\host" as another host, and drops tabs and line breaks before it reads.
        // https://url.spec.whatwg.org/#url-parsing
        if (returnUrl is not ['/', ..] || returnUrl is ['/', '/', ..] || returnUrl.Contains('\\', StringComparison.Ordinal) || returnUrl.Any(char.IsControl))
        {
            return null;
        }

        string escaped = Ascii.IsValid(returnUrl) ? returnUrl : Escape(returnUrl);
        return escaped.Length <= Longest ? escaped : null;
    }

    // Headers are ASCII.
    private static string Escape(string url) => string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : UrlEncoder.Default.Encode(rune.ToString())));
}
