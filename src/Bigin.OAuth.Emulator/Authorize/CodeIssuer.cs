namespace Bigin.OAuth.Emulator;

/// <summary>Makes codes of Zoho's form, no more of them than Zoho would, and remembers what each stands for.</summary>
internal sealed class CodeIssuer(BiginEmulatorOptions options, EmulatorClock clock)
{
    private readonly Dictionary<string, CodeGrant> _codes = new(StringComparer.Ordinal);
    private readonly TenMinutes _issued = new();
    private readonly Lock _lock = new();

    /// <summary>Makes a code, or null where the client has had its share of these ten minutes.</summary>
    internal string? TryIssue(Grant grant, AuthorizationQuery link)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            if (!_issued.TryAdd(now, options.CodesPerTenMinutes))
            {
                return null;
            }

            RemoveWhere(code => !IsAlive(code, now));
            string code = ZohoToken.Create();
            _codes.Add(code, new CodeGrant(grant, link, now));
            return code;
        }
    }

    /// <summary>
    /// Takes a code out, so that it works once even when several ask for it at the same time and whatever else is wrong with their requests.
    /// The accounts server of another data center does not know it, and leaves it where it is.
    /// </summary>
    internal CodeGrant? Take(DataCenter here, string? code)
    {
        lock (_lock)
        {
            return code is not null && _codes.GetValueOrDefault(code)?.Grant.DataCenter == here && _codes.Remove(code, out CodeGrant? grant) && IsAlive(grant, clock.GetUtcNow())
                ? grant
                : null;
        }
    }

    internal void Forget(EmulatorUser user)
    {
        lock (_lock)
        {
            RemoveWhere(code => code.Grant.User == user);
        }
    }

    private bool IsAlive(CodeGrant code, DateTimeOffset now) => now - code.IssuedAt < options.CodeLifetime;

    private void RemoveWhere(Func<CodeGrant, bool> isGone)
    {
        foreach (string code in _codes.Where(pair => isGone(pair.Value)).Select(pair => pair.Key).ToList())
        {
            _codes.Remove(code);
        }
    }
}
