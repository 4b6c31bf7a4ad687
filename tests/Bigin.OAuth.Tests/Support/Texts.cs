using System.Text;
using CsCheck;

namespace Bigin.OAuth.Tests;

/// <summary>Generators of texts, and of the ways to write them in a query.</summary>
internal static class Texts
{
    /// <summary>What RFC 6749 lets a code and a state be made of.</summary>
    internal static readonly Gen<char> Visible = Gen.Int[0x20, 0x7E].Select(character => (char)character);

    /// <summary>Any character, with those that mean something in a query more often than they would come by themselves.</summary>
    internal static readonly Gen<char> Character = Gen.OneOf(Gen.OneOf("%&=+#?;/\\:@.~\0\r\n\uD800\uDC00\u202E".ToCharArray()), Visible, Gen.Char);

    internal static readonly Gen<string> Anything = Of(Character, 0, 60);

    internal static Gen<string> Of(Gen<char> characters, int shortest, int longest) => characters.Array[shortest, longest].Select(text => new string(text));

    /// <summary>Writes a text in a query in one of the many ways that mean the same: bare, escaped in either case, a space as a plus sign.</summary>
    internal static Gen<string> Written(string text) =>
        Gen.Int[0, 3].Array[text.Length].Select(choices => Write(text, choices));

    internal static string Readable(string text) => Uri.EscapeDataString(text);

    private static string Write(string text, int[] choices)
    {
        var written = new StringBuilder();
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int choice = choices[index];
            index += rune.Utf16SequenceLength;
            written.Append((choice, rune.Value) switch
            {
                (0, ' ') => "+",
                (0, not ('%' or '&' or '#' or '+')) => rune.ToString(),
                (1, _) => Escape(rune, "x2"),
                _ => Escape(rune, "X2"),
            });
        }

        return written.ToString();
    }

    private static string Escape(Rune rune, string format) =>
        string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(octet => "%" + octet.ToString(format, System.Globalization.CultureInfo.InvariantCulture)));
}
