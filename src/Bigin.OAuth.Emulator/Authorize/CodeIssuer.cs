using System.Security.Cryptography;

namespace Bigin.OAuth.Emulator;

/// <summary>Makes codes of Zoho's form, and no more of them than Zoho would.</summary>
internal sealed class CodeIssuer(BiginEmulatorOptions options, EmulatorClock clock)
{
    private const int HexDigits = 32;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Queue<DateTimeOffset> _issued = new();
    private readonly Lock _lock = new();

    /// <summary>Makes a code, or null where the client has had its share of these ten minutes.</summary>
    internal string? TryIssue()
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            while (_issued.TryPeek(out DateTimeOffset oldest) && oldest <= now - Window)
            {
                _issued.Dequeue();
            }

            if (_issued.Count >= options.CodesPerTenMinutes)
            {
                return null;
            }

            _issued.Enqueue(now);
        }

        // Zoho Accounts, "Authorization request", sample: 1000.<32 hex>.<32 hex>
        return $"1000.{RandomNumberGenerator.GetHexString(HexDigits, lowercase: true)}.{RandomNumberGenerator.GetHexString(HexDigits, lowercase: true)}";
    }
}
