using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>Random text for a state or a code verifier, and the characters that both may have.</summary>
internal static class RandomToken
{
    private const int ByteCount = 32;

    /// <summary>32 bytes as base64url without padding.</summary>
    internal const int Length = 43;

    private const int PaddedLength = 44;

    // RFC 3986 section 2.3: unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"
    // https://www.rfc-editor.org/rfc/rfc3986#section-2.3
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    // RFC 6749 section 10.10: "The probability of an attacker guessing generated tokens [...] MUST be less than or equal to 2^(-128)".
    // https://www.rfc-editor.org/rfc/rfc6749#section-10.10
    internal static string Create()
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url(bytes);
    }

    // RFC 7636 section 4.2: code_challenge = BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))
    // https://www.rfc-editor.org/rfc/rfc7636#section-4.2
    internal static string Challenge(string codeVerifier)
    {
        Span<byte> ascii = stackalloc byte[128];
        int length = System.Text.Encoding.ASCII.GetBytes(codeVerifier, ascii);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii[..length], hash);
        return Base64Url(hash);
    }

    internal static bool IsUnreserved(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Unreserved);

    private static string Base64Url(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[PaddedLength];
        bool written = Convert.TryToBase64Chars(bytes, text, out int count);
        Debug.Assert(written && count == PaddedLength, "32 bytes are 44 characters of base64, the last one padding");
        text = text[..Length];
        text.Replace('+', '-');
        text.Replace('/', '_');
        return new string(text);
    }
}
