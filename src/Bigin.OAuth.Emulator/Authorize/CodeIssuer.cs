namespace Bigin.OAuth.Emulator;

/// <summary>Issues codes within Zoho's limits, and keeps the grant of each.</summary>
internal sealed class CodeIssuer(BiginEmulatorOptions options, EmulatorClock clock)
{
    private readonly Dictionary<string, CodeGrant> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<EmulatorClient, RateLimitWindow> _issued = [];
    private readonly Lock _lock = new();

    /// <summary>
    /// Issues a code for a link. Returns <see langword="null"/> where the client has had its maximum in these ten minutes.
    /// </summary>
    internal string? TryIssue(Grant grant, AuthorizationQuery link) => TryIssue(grant, link, options.CodeLifetime);

    /// <summary>Issues a code as the console does, without a link.</summary>
    internal string? TryIssueInConsole(Grant grant, TimeSpan lifetime) => TryIssue(grant, null, lifetime);

    /// <summary>Gets the time until the client gets a code again.</summary>
    internal TimeSpan GetWait(EmulatorClient client)
    {
        lock (_lock)
        {
            return _issued.GetValueOrDefault(client)?.GetWait(clock.GetUtcNow(), options.CodesPerTenMinutes) ?? TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Removes a code, so that it works once, also where several requests come at the same time or something else is wrong with them.
    /// The accounts server of another data center doesn't know the code, and leaves it valid.
    /// </summary>
    internal CodeGrant? Take(DataCenter here, string? code)
    {
        lock (_lock)
        {
            return code is not null && _codes.GetValueOrDefault(code)?.Grant.DataCenter == here && _codes.Remove(code, out CodeGrant? grant)
                && clock.GetUtcNow() < grant.ExpiresAt
                ? grant
                : null;
        }
    }

    /// <summary>Gets a value indicating whether the console of another data center has issued a code.</summary>
    internal bool IsSelfClientCodeOfAnother(DataCenter here, string? code)
    {
        lock (_lock)
        {
            return code is not null && _codes.GetValueOrDefault(code) is { Link: null } known && known.Grant.DataCenter != here;
        }
    }

    internal void Forget(EmulatorUser user)
    {
        lock (_lock)
        {
            RemoveWhere(code => code.Grant.User == user);
        }
    }

    internal void Reset()
    {
        lock (_lock)
        {
            _codes.Clear();
            _issued.Clear();
        }
    }

    private string? TryIssue(Grant grant, AuthorizationQuery? link, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            // Zoho CRM, "Token validity": ten codes in ten minutes for a client id.
            if (!_issued.TryGetValue(grant.Client, out RateLimitWindow? window))
            {
                _issued.Add(grant.Client, window = new RateLimitWindow());
            }

            if (!window.TryAdd(now, options.CodesPerTenMinutes))
            {
                return null;
            }

            RemoveWhere(code => code.ExpiresAt <= now);
            string code = ZohoToken.Create();
            _codes.Add(code, new CodeGrant(grant, link, now + lifetime));
            return code;
        }
    }

    private void RemoveWhere(Func<CodeGrant, bool> isGone)
    {
        foreach (string code in _codes.Where(pair => isGone(pair.Value)).Select(pair => pair.Key).ToList())
        {
            _codes.Remove(code);
        }
    }
}
