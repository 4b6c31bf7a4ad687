namespace Bigin.OAuth;

/// <summary>
/// Remembers which access tokens of a connection Bigin's API has refused though they have not expired, and at which addresses.
/// </summary>
/// <remarks>Not thread-safe: its entry locks.</remarks>
internal sealed class RefusedTokens
{
    private const int MaxTokens = 8;
    private const int MaxAddresses = 64;

    // An access token lives an hour, so a refused one that a row still has is over by then.
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    // After this the next refusal of an address is believed again: Bigin may have ended the token meanwhile. So such an address costs one
    // refresh in the time in which Zoho allows ten.
    private static readonly TimeSpan MaxAgeOfAddress = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refusal> _lastRefusalByAddress = new(StringComparer.Ordinal);
    private string? _current;
    private string? _predecessor;
    private GrantFingerprint _grant;
    private DateTimeOffset _refusedAt;

    internal bool IsEmpty => _lastRefusalByAddress.Count == 0;

    /// <summary>Gets a value indicating whether a row may still have a token that is refused.</summary>
    internal bool IsNeeded(DateTimeOffset now) => _tokens.Count > 0 && now - _refusedAt < MaxAge;

    internal bool Contains(string token) => _tokens.Contains(token);

    /// <summary>Takes note of the token that is given out from now on.</summary>
    /// <remarks>What an address said to the tokens of another grant says nothing of this one's.</remarks>
    internal void SetCurrent(string token, GrantFingerprint grant)
    {
        if (token != _current)
        {
            (_predecessor, _current) = (_current, token);
        }

        if (grant != _grant)
        {
            _grant = grant;
            _lastRefusalByAddress.Clear();
        }
    }

    /// <summary>Marks a token as refused, unless the refusal is about the address: it has refused the token before this one too.</summary>
    /// <returns>True when the token is refused now, for everyone.</returns>
    internal bool TryAdd(string token, string address, DateTimeOffset now)
    {
        if (_tokens.Contains(token))
        {
            return true;
        }

        if (_lastRefusalByAddress.TryGetValue(address, out Refusal last) && now - last.BelievedAt < MaxAgeOfAddress
            && (last.Token == token || last.Token == _predecessor))
        {
            _lastRefusalByAddress[address] = last with { Token = token };
            return false;
        }

        if (_lastRefusalByAddress.Count >= MaxAddresses)
        {
            _lastRefusalByAddress.Clear();
        }

        _lastRefusalByAddress[address] = new Refusal(token, BelievedAt: now);

        if (_tokens.Count >= MaxTokens)
        {
            _tokens.Clear();
        }

        _refusedAt = now;
        _tokens.Add(token);
        return true;
    }

    /// <summary>Gives the token out again, because no other may be asked for now.</summary>
    internal void Accept(string token) => _tokens.Remove(token);

    /// <summary>Takes note that an address has accepted a token.</summary>
    internal void AcceptAt(string address) => _lastRefusalByAddress.Remove(address);

    /// <summary>Forgets the refused tokens, whose connection has changed. What addresses said of them goes with the next grant.</summary>
    internal void ForgetTokens() => _tokens.Clear();

    /// <summary>The last token that an address refused, and when such a refusal last counted for all addresses.</summary>
    private readonly record struct Refusal(string Token, DateTimeOffset BelievedAt);
}
