using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Keeps attempts in the browser that made them, each in a cookie of its own, so that two tabs don't disturb each other.</summary>
/// <remarks>
/// Cookies ignore ports and paths, so each name carries a hash of the map: another one, or another application on the same host name, keeps
/// its own.
/// </remarks>
internal sealed class AttemptCookies
{
    internal const int MaxPending = 5;

    // A sibling host or a broken program can fill the jar with such names: proxies refuse a response with 150 Set-Cookie headers.
    internal const int MaxRemoved = 10;

    // draft-ietf-httpbis-rfc6265bis section 4.1.3.2: a cookie of this prefix was set by this very host, over https and for all of its
    // paths.
    private const string SecurePrefix = "__Host-";
    private const string Prefix = "bigin-attempt-";

    // All of them together: proxies take 8 KiB of cookies or less, and the host has its own.
    private const int MaxTogether = 4_096;

    // RFC 6265 section 6.1: browsers keep 4,096 bytes of name, value and attributes. The attributes take less than the rest.
    private const int MaxValueLength = 3_900;

    // What Data Protection adds: 20 bytes of header, 16 of key modifier, 16 of IV, up to 16 of padding and 32 of MAC.
    private const int ProtectionOverhead = 100;

    // An expired attempt can then still be told from none.
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromMinutes(50);

    private readonly Lazy<IDataProtector> _protector;
    private readonly TimeProvider _timeProvider;
    private readonly Lazy<string> _name;
    private readonly TimeSpan _maxAge;

    // The first request makes both: by then the map knows its prefix.
    internal AttemptCookies(IDataProtectionProvider protection, TimeProvider timeProvider, MapIdentity map, TimeSpan attemptLifetime)
    {
        _protector = new(() => protection.CreateProtector("Bigin.OAuth.AspNetCore", "Attempt.v1", map.Name));
        _timeProvider = timeProvider;
        _name = new(() => $"{Prefix}{Hash(map.Name, length: 8)}-");
        _maxAge = attemptLifetime + KeptAfterExpiry;
    }

    private string PlainName => _name.Value;

    private string SecureName => SecurePrefix + _name.Value;

    /// <summary>Checks, without encrypting anything, whether a cookie has room for an attempt.</summary>
    internal static bool HasRoomFor(Attempt attempt) =>
        Base64Url.GetEncodedLength(Encoding.UTF8.GetByteCount(attempt.ToJson()) + ProtectionOverhead) <= MaxValueLength;

    /// <summary>
    /// Keeps an attempt, and removes the oldest ones where the browser has too many. False where it is too long for a cookie.
    /// </summary>
    internal bool TryAdd(HttpContext context, Attempt attempt)
    {
        string value = _protector.Value.Protect(attempt.ToJson());
        if (value.Length > MaxValueLength)
        {
            return false;
        }

        foreach (string name in FindSurplus(context, MaxTogether - value.Length).Take(MaxRemoved))
        {
            Remove(context, name);
        }

        context.Response.Cookies.Append(
            GetName(attempt.Pending), value, CreateCookie(IsSecure(attempt.Pending.RedirectUri)).Build(context));
        return true;
    }

    /// <summary>Finds the cookie of the attempt with a state, if this browser has one.</summary>
    internal string? FindName(HttpContext context, string state)
    {
        string hash = HashState(state);

        // Case-sensitive: browsers that guard "__Host-" don't all guard "__host-", and a sibling host could set that.
        return FindNames(context).FirstOrDefault(name => name == SecureName + hash || name == PlainName + hash);
    }

    /// <summary>Finds the attempt of a user that was started last, if one is pending in this browser.</summary>
    internal Attempt? FindLatest(HttpContext context, string user)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return ReadAll(context).Select(it => it.Attempt)
            .Where(attempt => attempt is not null && attempt.User == user && !attempt.IsExpired(now))
            .MaxBy(attempt => attempt!.ExpiresAt);
    }

    /// <summary>Reads an attempt; null where it was changed, or another key ring encrypted it.</summary>
    internal Attempt? Read(HttpContext context, string name)
    {
        try
        {
            return Attempt.TryFromJson(_protector.Value.Unprotect(context.Request.Cookies[name]!), out Attempt? attempt)
                && GetName(attempt.Pending) == name ? attempt : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Has the browser forget an attempt.</summary>
    internal void Remove(HttpContext context, string name) =>
        context.Response.Cookies.Delete(name, CreateCookie(name.StartsWith(SecurePrefix, StringComparison.Ordinal)).Build(context));

    // Those that can't be read and expired ones serve no purpose; of the others the newest stay that there is room for beside one more.
    private IEnumerable<string> FindSurplus(HttpContext context, int room)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        int kept = 0;
        foreach ((string name, Attempt? attempt) in ReadAll(context).OrderByDescending(it => it.Attempt?.ExpiresAt).ToArray())
        {
            room -= context.Request.Cookies[name]!.Length;
            if (attempt is null || attempt.IsExpired(now) || ++kept >= MaxPending || room < 0)
            {
                yield return name;
            }
        }
    }

    // No more than can be kept and removed: reading one is a decryption.
    private IEnumerable<(string Name, Attempt? Attempt)> ReadAll(HttpContext context) =>
        FindNames(context).Take(MaxPending + MaxRemoved).Select(name => (name, Read(context, name)));

    // Those that only this host can set come first: of the others a sibling host may have set any number.
    private IEnumerable<string> FindNames(HttpContext context) =>
        FindNames(context, SecureName).Concat(FindNames(context, PlainName));

    private static IEnumerable<string> FindNames(HttpContext context, string prefix) =>
        context.Request.Cookies.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    private string GetName(PendingAuthorization pending) =>
        (IsSecure(pending.RedirectUri) ? SecureName : PlainName) + HashState(pending.State);

    // A hash of the state, because names of cookies are shown where values are not.
    private static string HashState(string state) => Hash(state, length: 16);

    private static string Hash(string text, int length) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, length));

    // What the browser comes back to decides: behind a proxy that ends TLS, this request itself is plain.
    private static bool IsSecure(Uri redirectUri) => redirectUri.Scheme == Uri.UriSchemeHttps;

    private CookieBuilder CreateCookie(bool isSecure) => new()
    {
        HttpOnly = true,
        SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None,
        SameSite = SameSiteMode.Lax, // the browser has to bring it along when it comes back from Bigin, which is another site
        Path = "/",
        MaxAge = _maxAge,
        IsEssential = true,
    };
}
