using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth;

/// <summary>Compares texts in a time that depends on their lengths only, so that a state can't be found by measuring.</summary>
internal static class FixedTimeText
{
    private const int CharactersAtATime = 128;

    internal static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length == right.Length
        && (Ascii.IsValid(left) && Ascii.IsValid(right)
            ? AreEqualAscii(left, right)
            : CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left), MemoryMarshal.AsBytes(right)));

    // As ASCII bytes, half of what UTF-16 takes: the comparison costs about 3 ns a byte, most of what parsing a redirect costs.
    private static bool AreEqualAscii(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<byte> leftBytes = stackalloc byte[CharactersAtATime];
        Span<byte> rightBytes = stackalloc byte[CharactersAtATime];
        bool same = true;
        while (!left.IsEmpty)
        {
            int length = Math.Min(CharactersAtATime, left.Length);
            same &= Ascii.FromUtf16(left[..length], leftBytes, out _) == OperationStatus.Done;
            same &= Ascii.FromUtf16(right[..length], rightBytes, out _) == OperationStatus.Done;
            same &= CryptographicOperations.FixedTimeEquals(leftBytes[..length], rightBytes[..length]);
            left = left[length..];
            right = right[length..];
        }

        return same;
    }
}
