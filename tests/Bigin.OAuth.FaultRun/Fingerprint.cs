using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth.FaultRun;

/// <summary>Names a token without telling it.</summary>
internal static class Fingerprint
{
    internal static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..16];
}
