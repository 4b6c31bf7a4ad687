using System.Security.Cryptography;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the values of codes and tokens, which all have the same form.</summary>
internal static class ZohoToken
{
    private const int HexDigits = 32;

    // Zoho Accounts, "Authorization request", sample: 1000.<32 hex>.<32 hex>
    internal static string Create() =>
        $"1000.{RandomNumberGenerator.GetHexString(HexDigits, lowercase: true)}"
        + $".{RandomNumberGenerator.GetHexString(HexDigits, lowercase: true)}";
}
