using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth;

/// <summary>Distinguishes one grant from another without keeping its refresh token in memory.</summary>
internal readonly record struct GrantFingerprint(ulong High, ulong Low)
{
    internal static GrantFingerprint FromRefreshToken(string refreshToken)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(refreshToken), hash);
        return new GrantFingerprint(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
