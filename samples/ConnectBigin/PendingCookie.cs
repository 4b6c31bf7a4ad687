using System.Security.Cryptography;
using Bigin.OAuth;
using Microsoft.AspNetCore.DataProtection;

namespace ConnectBigin;

/// <summary>Keeps the pending authorization in the browser that the link was made for, encrypted and out of reach of scripts.</summary>
public sealed class PendingCookie(IDataProtectionProvider protection)
{
    private const string Name = "bigin-pending";

    // Lax: the browser has to bring it along when it comes back from Bigin, which is another site.
    private static readonly CookieBuilder Cookie = new()
    {
        Name = Name,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
        MaxAge = TimeSpan.FromMinutes(10),
        IsEssential = true,
    };

    private readonly IDataProtector _protector = protection.CreateProtector("ConnectBigin.Pending.v1");

    /// <summary>Keeps it for ten minutes.</summary>
    public void Write(HttpContext context, PendingAuthorization pending) =>
        context.Response.Cookies.Append(Name, _protector.Protect(pending.ToJson()), Cookie.Build(context));

    /// <summary>Reads it, or null where this browser has none that is ours.</summary>
    public PendingAuthorization? Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Name] is { } cookie && PendingAuthorization.TryFromJson(_protector.Unprotect(cookie), out PendingAuthorization? pending)
                ? pending
                : null;
        }
        catch (CryptographicException)
        {
            return null; // somebody changed it, or it was made with another key ring
        }
    }

    /// <summary>Takes it away, so that a link is answered once.</summary>
    public void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Cookie.Build(context));
}
