using System.Text;

namespace Bigin.OAuth;

/// <summary>
/// Decodes <c>application/x-www-form-urlencoded</c> as the WHATWG URL standard has it, except that what is broken stays broken:
/// no replacement characters, no escapes left as they are.
/// </summary>
/// <seealso href="https://url.spec.whatwg.org/#urlencoded-parsing">URL standard: urlencoded parsing</seealso>
internal static class FormDecoder
{
    private const int MaxUtf8Length = 4;

    internal static bool NeedsDecoding(ReadOnlySpan<char> text) => text.ContainsAny('%', '+');

    /// <summary>Decodes; false for a broken escape, for escapes that are not UTF-8, and where the destination is too small.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> encoded, Span<char> destination, out int written)
    {
        written = 0;
        while (!encoded.IsEmpty)
        {
            int plain = encoded.IndexOfAny('%', '+') is var special and >= 0 ? special : encoded.Length;
            if (!encoded[..plain].TryCopyTo(destination[written..]))
            {
                return false;
            }

            written += plain;
            encoded = encoded[plain..];
            if (!encoded.IsEmpty)
            {
                if (!TryDecodeOne(encoded, destination[written..], out int length, out int consumed))
                {
                    return false;
                }

                written += length;
                encoded = encoded[consumed..];
            }
        }

        return true;
    }

    private static bool TryDecodeOne(ReadOnlySpan<char> encoded, Span<char> destination, out int written, out int consumed)
    {
        (written, consumed) = (0, 1);
        char decoded = ' '; // of a plus sign
        if (encoded[0] == '%')
        {
            if (!TryReadEscape(encoded, out byte ascii) || ascii > 0x7F)
            {
                return TryDecodeRune(encoded, out Rune rune, out consumed) && rune.TryEncodeToUtf16(destination, out written);
            }

            (decoded, consumed) = ((char)ascii, 3);
        }

        if (destination.IsEmpty)
        {
            return false;
        }

        destination[0] = decoded;
        written = 1;
        return true;
    }

    // One character, which takes as many escapes as it has bytes in UTF-8.
    private static bool TryDecodeRune(ReadOnlySpan<char> encoded, out Rune rune, out int consumed)
    {
        Span<byte> utf8 = stackalloc byte[MaxUtf8Length];
        for (int count = 0; count < MaxUtf8Length && TryReadEscape(encoded[(3 * count)..], out utf8[count]); count++)
        {
            switch (Rune.DecodeFromUtf8(utf8[..(count + 1)], out rune, out _))
            {
                case System.Buffers.OperationStatus.Done:
                    consumed = 3 * (count + 1);
                    return true;
                case System.Buffers.OperationStatus.InvalidData:
                    consumed = 0;
                    return false;
            }
        }

        (rune, consumed) = (default, 0);
        return false;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != '%' || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
        {
            return false;
        }

        value = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
