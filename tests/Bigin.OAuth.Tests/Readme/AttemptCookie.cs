using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Invoices;

public sealed record Attempt(string Pending, string UserId, string ReturnUrl);

public sealed class AttemptCookie(IDataProtectionProvider protection)
{
    private const string Name = "bigin-attempt";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly CookieBuilder _cookie = new()
    {
        Name = Name,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax, // it has to come along when the browser comes back from Bigin, which is another site
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
        MaxAge = Lifetime,
        IsEssential = true,
    };

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Invoices.BiginAttempt.v1").ToTimeLimitedDataProtector();

    public void Write(HttpContext context, Attempt attempt) =>
        context.Response.Cookies.Append(Name, _protector.Protect(JsonSerializer.Serialize(attempt), Lifetime), _cookie.Build(context));

    public Attempt? Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Name] is { } text ? JsonSerializer.Deserialize<Attempt>(_protector.Unprotect(text)) : null;
        }
        catch (CryptographicException)
        {
            return null; // too old, changed, or made with another key ring
        }
    }

    public void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, _cookie.Build(context));
}
