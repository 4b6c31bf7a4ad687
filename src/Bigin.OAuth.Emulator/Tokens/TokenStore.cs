namespace Bigin.OAuth.Emulator;

/// <summary>Issues tokens within Zoho's limits, finds those that are alive, and ends them. Thread-safe.</summary>
internal sealed class TokenStore(BiginEmulatorOptions options, EmulatorClock clock)
{
    private readonly OrderedDictionary<string, IssuedRefreshToken> _refreshTokens = new(StringComparer.Ordinal); // the oldest first
    private readonly Dictionary<string, IssuedAccessToken> _accessTokens = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Issues the tokens for a code.</summary>
    internal (IssuedAccessToken AccessToken, IssuedRefreshToken? RefreshToken) Exchange(CodeGrant code)
    {
        lock (_lock)
        {
            // Zoho Accounts, "Authorization request": offline yields a refresh token the first time, and with prompt=consent each time. A
            // self client's code yields one each time, as captured.
            IssuedRefreshToken? refreshToken = code.Link is null
                || (code.Link.IsOffline && (code.Link.IsConsentForced || !HasRefreshToken(code.Grant)))
                ? AddRefreshToken(code.Grant)
                : null;
            return (AddAccessToken(code.Grant, refreshToken), refreshToken);
        }
    }

    /// <summary>Issues an access token for a refresh token that this data center knows and that isn't throttled.</summary>
    internal (IssuedAccessToken? AccessToken, bool IsThrottled) Refresh(DataCenter here, string? refreshToken, EmulatorClient client)
    {
        lock (_lock)
        {
            return FindRefreshToken(here, refreshToken) is not { } known || known.Grant.Client != client ? (null, false)
                : known.Refreshes.TryAdd(clock.GetUtcNow(), options.AccessTokensPerTenMinutes) ? (AddAccessToken(known.Grant, known), false)
                : (null, true);
        }
    }

    internal IssuedAccessToken? FindAccessToken(DataCenter here, string accessToken)
    {
        lock (_lock)
        {
            return _accessTokens.GetValueOrDefault(accessToken) is { } known && known.Grant.DataCenter == here
                && known.ExpiresAt > clock.GetUtcNow()
                ? known
                : null;
        }
    }

    /// <summary>Gets a value indicating whether a refresh token belongs to a self client of another data center.</summary>
    internal bool IsSelfClientTokenOfAnother(DataCenter here, string? refreshToken)
    {
        lock (_lock)
        {
            return refreshToken is not null
                && _refreshTokens.GetValueOrDefault(refreshToken)?.Grant is { Client.Type: EmulatorClientType.SelfClient } grant
                && grant.DataCenter != here;
        }
    }

    /// <summary>Issues a refresh token without a code, as one that an older integration holds.</summary>
    internal IssuedRefreshToken Issue(Grant grant)
    {
        lock (_lock)
        {
            return AddRefreshToken(grant);
        }
    }

    /// <summary>
    /// Ends a refresh token together with its access tokens. Returns <see langword="false"/> where this data center doesn't know it, or it
    /// belongs to another client.
    /// </summary>
    internal bool RevokeRefreshToken(DataCenter here, string? refreshToken, EmulatorClient? client = null)
    {
        lock (_lock)
        {
            if (FindRefreshToken(here, refreshToken) is not { } known || (client is not null && known.Grant.Client != client))
            {
                return false;
            }

            Remove(known);
            if (options.RevocationEndsOtherTokens)
            {
                _refreshTokens.Values.Where(other => other.Grant.IsOfSamePartiesAs(known.Grant)).ToList().ForEach(Remove);
            }

            return true;
        }
    }

    /// <summary>
    /// Ends an access token, and not its refresh token. Returns <see langword="false"/> where this data center doesn't know it, or it
    /// belongs to another client.
    /// </summary>
    internal bool RevokeAccessToken(DataCenter here, string? accessToken, EmulatorClient client)
    {
        lock (_lock)
        {
            if (accessToken is null || FindAccessToken(here, accessToken) is not { } known || known.Grant.Client != client)
            {
                return false;
            }

            Remove(known);
            return true;
        }
    }

    internal void RevokeAll(EmulatorUser user)
    {
        lock (_lock)
        {
            _refreshTokens.Values.Where(token => token.Grant.User == user).ToList().ForEach(Remove);
            _accessTokens.Values.Where(token => token.Grant.User == user).ToList().ForEach(Remove);
        }
    }

    internal void ExpireAccessTokens()
    {
        lock (_lock)
        {
            _accessTokens.Values.ToList().ForEach(Remove);
        }
    }

    internal void Reset()
    {
        lock (_lock)
        {
            _refreshTokens.Clear();
            _accessTokens.Clear();
        }
    }

    private bool HasRefreshToken(Grant grant) => _refreshTokens.Values.Any(token => token.Grant.IsOfSamePartiesAs(grant));

    private IssuedRefreshToken? FindRefreshToken(DataCenter here, string? refreshToken) =>
        refreshToken is not null && _refreshTokens.GetValueOrDefault(refreshToken) is { } known && known.Grant.DataCenter == here
            ? known
            : null;

    private IssuedRefreshToken AddRefreshToken(Grant grant)
    {
        // Kaizen 43: 20 for a user and a client; the 21st deletes the first, with its access tokens.
        IssuedRefreshToken[] others =
            [.. _refreshTokens.Values.Where(other => other.Grant.User == grant.User && other.Grant.Client == grant.Client)];
        Array.ForEach(others[..Math.Max(0, others.Length - options.LiveRefreshTokens + 1)], Remove);

        var added = new IssuedRefreshToken(grant);
        _refreshTokens.Add(added.Value, added);
        return added;
    }

    private IssuedAccessToken AddAccessToken(Grant grant, IssuedRefreshToken? refreshToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var added = new IssuedAccessToken(grant, now + options.AccessTokenLifetime, refreshToken);
        if (refreshToken is not null)
        {
            // Zoho Accounts, "Token limits": the oldest is dropped when one more is made than may live.
            refreshToken.AccessTokens.Where(token => token.ExpiresAt <= now).ToList().ForEach(Remove);
            refreshToken.AccessTokens.SkipLast(options.LiveAccessTokens - 1).ToList().ForEach(Remove);
            refreshToken.AccessTokens.Add(added);
        }

        _accessTokens.Add(added.Value, added);
        return added;
    }

    private void Remove(IssuedRefreshToken token)
    {
        token.AccessTokens.ToList().ForEach(Remove);
        _refreshTokens.Remove(token.Value);
    }

    private void Remove(IssuedAccessToken token)
    {
        token.MadeFrom?.AccessTokens.Remove(token);
        _accessTokens.Remove(token.Value);
    }
}
