namespace Bigin.OAuth.Fuzz;

/// <summary>Makes any bytes a string in a way that reaches every string: UTF-8 where it is, half surrogate pairs included, and Latin-1 where it is none.</summary>
internal static class LooseUtf8
{
    internal static string Read(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = bytes.Length <= 1024 ? stackalloc char[1024] : new char[bytes.Length];
        int length = 0;
        while (!bytes.IsEmpty)
        {
            (char character, int consumed) = bytes switch
            {
                [>= 0xE0 and <= 0xEF, >= 0x80 and <= 0xBF, >= 0x80 and <= 0xBF, ..] =>
                    ((char)(((bytes[0] & 0x0F) << 12) | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F)), 3),
                [>= 0xC2 and <= 0xDF, >= 0x80 and <= 0xBF, ..] => ((char)(((bytes[0] & 0x1F) << 6) | (bytes[1] & 0x3F)), 2),
                _ => ((char)bytes[0], 1),
            };
            text[length++] = character;
            bytes = bytes[consumed..];
        }

        return text[..length].ToString();
    }
}
