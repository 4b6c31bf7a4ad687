using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Bigin.OAuth;

/// <summary>Finds the secrets of one request in what the server says of it, so that nobody shows or logs them with the server's text.</summary>
internal sealed partial class SecretEcho(IEnumerable<KeyValuePair<string, string>> form)
{
    // A form in JSON in a page is three. Text that is still another one after that is written for nobody.
    private const int MostLayers = 4;

    private static readonly Func<string, string>[] Decoders = [Uri.UnescapeDataString, UnescapeJson, WebUtility.HtmlDecode];

    /// <summary>Says whether a text holds a secret that was sent, or one of those that came with it, as it is or encoded.</summary>
    internal bool IsIn(string text, params ReadOnlySpan<string?> received)
    {
        string?[] secrets = [.. form.Where(IsSecret).Select(parameter => parameter.Value), .. received];
        string[] readings = [text];
        for (int layers = 0; layers <= MostLayers && readings.Length > 0; layers++)
        {
            if (readings.Any(reading => secrets.Any(secret => Holds(reading, secret))))
            {
                return true;
            }

            readings = [.. readings.SelectMany(Decode).Distinct(StringComparer.Ordinal)];
        }

        return readings.Length > 0;
    }

    /// <summary>Says whether the text of an exception, of those inside it, or of their data holds a secret that was sent.</summary>
    internal bool IsIn(Exception exception)
    {
        if (IsIn(exception.ToString()))
        {
            return true;
        }

        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            foreach (DictionaryEntry entry in inner.Data)
            {
                if (IsIn($"{entry.Key} {entry.Value}"))
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

    // A form's '+' is a space, whichever of the two came of it.
    private static bool Holds(string text, string? secret) =>
        !string.IsNullOrEmpty(secret) && text.Replace('+', ' ').Contains(secret.Replace('+', ' '), StringComparison.OrdinalIgnoreCase);

    // RFC 8259 section 7: "\uXXXX", or a character after a backslash. Those for control characters are in no secret.
    private static string UnescapeJson(string text) => JsonEscape().Replace(text, escape => escape.Groups["code"] is { Success: true } code
        ? ((char)ushort.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
        : escape.Value[1..]);

    [GeneratedRegex("""\\(?:u(?<code>[0-9A-Fa-f]{4})|["\\/])""", RegexOptions.CultureInvariant)]
    private static partial Regex JsonEscape();
}
