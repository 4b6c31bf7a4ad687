namespace Bigin.OAuth.FaultRun;

/// <summary>How each refresh token was used.</summary>
internal sealed class TokenUses
{
    private readonly Dictionary<string, TokenUse> _uses = new(StringComparer.Ordinal);

    internal IEnumerable<string> Tokens => _uses.Keys;

    internal TokenUse Get(string token)
    {
        if (!_uses.TryGetValue(token, out TokenUse? use))
        {
            _uses.Add(token, use = new TokenUse());
        }

        return use;
    }

    /// <summary>Counts the requests of each refresh token that was sent.</summary>
    internal Dictionary<string, int> CountRequests() => _uses
        .Where(use => use.Value.Requests.Count > 0)
        .ToDictionary(use => use.Key, use => use.Value.Requests.Count, StringComparer.Ordinal);
}
