using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Keeps attempts in the browser that made them, each in a cookie of its own, so that two tabs don't disturb each other.</summary>
internal sealed class AttemptCookies(IDataProtectionProvider protection, TimeProvider timeProvider)
{
    internal const int MostPending = 5;

    // draft-ietf-httpbis-rfc6265bis section 4.1.3.2: a cookie of this prefix was set by this very host, over https and for all of its paths.
    private const string SecurePrefix = "__Host-bigin-attempt-";
    private const string LoopbackPrefix = "bigin-attempt-";

    // All of them together: proxies take 8 KiB of cookies or less, and the host has its own.
    private const int MostTogether = 4_096;

    // An expired attempt can then still be told from none.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    // RFC 6265 section 6.1: browsers keep 4,096 bytes of name, value and attributes. The attributes take less than the rest.
    private const int LongestValue = 3_900;

    private readonly IDataProtector _protector = protection.CreateProtector("Bigin.OAuth.AspNetCore", "Attempt.v1");

    /// <summary>Keeps an attempt, and takes the oldest ones away where the browser has too many.</summary>
    /// <exception cref="InvalidOperationException">It is too long for a cookie.</exception>
    internal void Add(HttpContext context, Attempt attempt)
    {
        string value = _protector.Protect(attempt.ToJson());
        if (value.Length > LongestValue)
        {
            throw new InvalidOperationException("The attempt is too long for a cookie. Ask for fewer scopes, or return to a shorter address.");
        }

        foreach (string name in Superfluous(context, MostTogether - value.Length))
        {
            Remove(context, name);
        }

        CookieBuilder cookie = Cookie(IsSecure(attempt.Pending.RedirectUri));
        context.Response.Cookies.Append(NameOf(attempt.Pending), value, cookie.Build(context));
    }

    /// <summary>Finds the cookie of the attempt with a state, if this browser has one.</summary>
    internal static string? FindName(HttpContext context, string state)
    {
        string suffix = SuffixOf(state);

        // To the letter: browsers that guard "__Host-" don't all guard "__host-", and a sibling host could set that.
        return Names(context).FirstOrDefault(name => name == SecurePrefix + suffix || name == LoopbackPrefix + suffix);
    }

    /// <summary>Finds the attempt of a user that was started last, if one is pending in this browser.</summary>
    internal Attempt? FindLatest(HttpContext context, string user)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        return Names(context).Select(name => Read(context, name)).Where(attempt => attempt is not null && attempt.User == user && !attempt.IsExpired(now))
            .MaxBy(attempt => attempt!.ExpiresAt);
    }

    /// <summary>Reads an attempt; null where somebody changed it, or another key ring encrypted it.</summary>
    internal Attempt? Read(HttpContext context, string name)
    {
        try
        {
            return Attempt.TryFromJson(_protector.Unprotect(context.Request.Cookies[name]!), out Attempt? attempt) && NameOf(attempt.Pending) == name ? attempt : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Has the browser forget an attempt.</summary>
    internal static void Remove(HttpContext context, string name) =>
        context.Response.Cookies.Delete(name, Cookie(name.StartsWith(SecurePrefix, StringComparison.Ordinal)).Build(context));

    // Unreadable and expired ones serve nobody; of the others the newest stay that there is room for beside one more.
    private IEnumerable<string> Superfluous(HttpContext context, int room)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        int kept = 0;
        foreach ((string name, Attempt? attempt) in Names(context).Select(name => (name, Read(context, name))).OrderByDescending(it => it.Item2?.ExpiresAt).ToArray())
        {
            room -= context.Request.Cookies[name]!.Length;
            if (attempt is null || attempt.IsExpired(now) || ++kept >= MostPending || room < 0)
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> Names(HttpContext context) => context.Request.Cookies.Keys.Where(name =>
        name.StartsWith(SecurePrefix, StringComparison.Ordinal) || name.StartsWith(LoopbackPrefix, StringComparison.Ordinal));

    private static string NameOf(PendingAuthorization pending) =>
        (IsSecure(pending.RedirectUri) ? SecurePrefix : LoopbackPrefix) + SuffixOf(pending.State);

    // Of the state a hash, for names of cookies are shown where values are not.
    private static string SuffixOf(string state) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 16));

    // What the browser comes back to decides: behind a proxy that ends TLS, this request itself is plain.
    private static bool IsSecure(Uri redirectUri) => redirectUri.Scheme == Uri.UriSchemeHttps;

    private static CookieBuilder Cookie(bool isSecure) => new()
    {
        HttpOnly = true,
        SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None,
        SameSite = SameSiteMode.Lax, // the browser has to bring it along when it comes back from Bigin, which is another site
        Path = "/",
        MaxAge = KeptFor,
        IsEssential = true,
    };
}
