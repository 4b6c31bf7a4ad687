using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Bigin.OAuth;

/// <summary>
/// The secrets of one request. Finds them in the text of a response or an exception, so that they are not shown or logged with it.
/// </summary>
internal sealed partial class RequestSecrets(IEnumerable<KeyValuePair<string, string>> form)
{
    // A form in JSON in a page is three. Text that is still encoded after that was made to hide something.
    private const int MaxLayers = 4;

    private static readonly Func<string, string>[] Decoders = [Uri.UnescapeDataString, UnescapeJson, WebUtility.HtmlDecode];

    /// <summary>Returns whether a text holds a secret that was sent, or one of those that came with it, as it is or encoded.</summary>
    internal bool AppearIn(string text, params ReadOnlySpan<string?> received)
    {
        string?[] secrets = [.. form.Where(IsSecret).Select(parameter => parameter.Value), .. received];
        string[] readings = [text];
        for (int layers = 0; layers <= MaxLayers && readings.Length > 0; layers++)
        {
            if (readings.Any(reading => secrets.Any(secret => Holds(reading, secret))))
            {
                return true;
            }

            readings = [.. readings.SelectMany(Decode).Distinct(StringComparer.Ordinal)];
        }

        return readings.Length > 0;
    }

    /// <summary>Returns whether the text of an exception, of those inside it, or of their data holds a secret that was sent.</summary>
    internal bool AppearIn(Exception exception)
    {
        if (AppearIn(exception.ToString()))
        {
            return true;
        }

        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            foreach (DictionaryEntry entry in inner.Data)
            {
                if (AppearIn($"{entry.Key} {entry.Value}"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsSecret(KeyValuePair<string, string> parameter) =>
        parameter.Key is "client_secret" or "code" or "code_verifier" or "refresh_token" or "token";

    private static IEnumerable<string> Decode(string text) => Decoders.Select(decode => decode(text)).Where(decoded => decoded != text);

    // A form's '+' is a space, and either may have come of it.
    private static bool Holds(string text, string? secret) =>
        !string.IsNullOrEmpty(secret) && text.Replace('+', ' ').Contains(secret.Replace('+', ' '), StringComparison.OrdinalIgnoreCase);

    // RFC 8259 section 7: "\uXXXX", or a character after a backslash. Those for control characters are in no secret.
    private static string UnescapeJson(string text) => JsonEscape().Replace(text, escape => escape.Groups["code"] is { Success: true } code
        ? ((char)ushort.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
        : escape.Value[1..]);

    [GeneratedRegex("""\\(?:u(?<code>[0-9A-Fa-f]{4})|["\\/])""", RegexOptions.CultureInvariant)]
    private static partial Regex JsonEscape();
}
