using System.Net;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Puts on every answer what keeps pages out of frames, caches and referrers, and refuses names that are not this machine's.</summary>
internal static class SafeHeaders
{
    internal static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        // A name of somebody else's that resolves to 127.0.0.1 would let their page read ours.
        if (!IsLoopback(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        context.Response.OnStarting(static state =>
        {
            ((IHeaderDictionary)state).CacheControl = "no-store";
            return Task.CompletedTask;
        }, headers);
        return next(context);
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
