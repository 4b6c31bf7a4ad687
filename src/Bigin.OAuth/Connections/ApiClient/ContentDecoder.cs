using System.IO.Compression;

namespace Bigin.OAuth;

/// <summary>Undoes the content codings of a short body, for a look at it.</summary>
internal static class ContentDecoder
{
    // More than one is rare. Each costs up to the whole limit.
    private const int MaxCodings = 3;

    /// <summary>Decodes a body, or gives null where a coding is unknown, the body is damaged, or it gets longer than allowed.</summary>
    /// <param name="body">The body as it was sent.</param>
    /// <param name="codings">The values of <c>Content-Encoding</c>.</param>
    /// <param name="maxLength">The most bytes that come out.</param>
    internal static byte[]? TryDecode(byte[] body, ICollection<string> codings, int maxLength)
    {
        if (codings.Count > MaxCodings)
        {
            return null;
        }

        // RFC 9110 section 8.4: "the sender MUST generate a Content-Encoding header field that lists the content codings in the order in
        // which they were applied."
        // https://www.rfc-editor.org/rfc/rfc9110#section-8.4
        byte[]? decoded = body;
        foreach (string coding in codings.Reverse())
        {
            decoded = decoded is null ? null : TryDecode(decoded, coding, maxLength);
        }

        return decoded;
    }

    private static byte[]? TryDecode(byte[] body, string coding, int maxLength)
    {
        try
        {
            using Stream? decoder = CreateDecoder(body, coding);
            if (decoder is null)
            {
                return null;
            }

            byte[] buffer = new byte[maxLength + 1];
            int length = decoder.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length > maxLength ? null : buffer[..length];
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            return null; // damaged; BrotliStream throws the second
        }
    }

    private static Stream? CreateDecoder(byte[] body, string coding) => coding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => new GZipStream(new MemoryStream(body), CompressionMode.Decompress),
        "BR" => new BrotliStream(new MemoryStream(body), CompressionMode.Decompress),
        "DEFLATE" when HasZLibHeader(body) => new ZLibStream(new MemoryStream(body), CompressionMode.Decompress),
        "DEFLATE" => new DeflateStream(new MemoryStream(body), CompressionMode.Decompress),
        "IDENTITY" => new MemoryStream(body),
        _ => null,
    };

    // RFC 9110 section 8.4.1.2: "Note: Some non-conformant implementations send the "deflate" compressed data without the zlib wrapper."
    // RFC 1950 section 2.2: the low four bits of the first byte are 8, and the first two bytes are a multiple of 31.
    private static bool HasZLibHeader(byte[] body) =>
        body is [var first, var second, ..] && (first & 0x0F) == 8 && ((first << 8) | second) % 31 == 0;
}
