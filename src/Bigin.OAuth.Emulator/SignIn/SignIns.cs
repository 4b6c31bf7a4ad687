using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Keeps who is signed in at which data center, by a cookie.</summary>
internal sealed class SignIns(AccountDirectory directory)
{
    private const int SessionIdDigits = 32;

    private readonly ConcurrentDictionary<string, EmulatorUser> _sessions = new(StringComparer.Ordinal);

    /// <summary>
    /// Gets the start of the cookies' names. Cookies ignore ports, so only their names separate the emulators and data centers of one
    /// machine.
    /// </summary>
    internal string CookiePrefix { get; } = $"bigin-emulator-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>Finds who is signed in here, or at a data center from which Zoho moves users by itself.</summary>
    internal EmulatorUser? Find(HttpContext context) =>
        directory.GetLinked(directory.GetDataCenter(context))
            .Select(dataCenter => context.Request.Cookies[GetCookieName(dataCenter)])
            .Select(session => session is null ? null : _sessions.GetValueOrDefault(session))
            .FirstOrDefault(user => user is not null);

    internal void SignIn(HttpContext context, EmulatorUser user)
    {
        SignOut(context);
        string session = RandomNumberGenerator.GetHexString(SessionIdDigits, lowercase: true);
        _sessions[session] = user;
        context.Response.Cookies.Append(GetCookieName(directory.GetDataCenter(user)), session, Cookie);
    }

    internal void SignOut(HttpContext context)
    {
        foreach (string name in directory.GetLinked(directory.GetDataCenter(context)).Select(GetCookieName))
        {
            if (context.Request.Cookies[name] is { } session)
            {
                _sessions.TryRemove(session, out _);
                context.Response.Cookies.Delete(name, Cookie);
            }
        }
    }

    internal void Reset() => _sessions.Clear();

    private static CookieOptions Cookie => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" };

    private string GetCookieName(DataCenter dataCenter) => $"{CookiePrefix}-{dataCenter.Id}";
}
