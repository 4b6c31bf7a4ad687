using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Sets the headers that keep pages out of frames, caches and referrers, and refuses host names that aren't the emulator's.
/// </summary>
internal sealed class SafeHeaders(BiginEmulatorOptions options)
{
    internal Task AddAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        context.Response.OnStarting(static state =>
        {
            ((IHeaderDictionary)state).CacheControl = "no-store";
            return Task.CompletedTask;
        }, headers);

        // A foreign name that resolves to 127.0.0.1 would let the page of another site read ours.
        return IsKnown(context.Request.Host.Host) ? next(context) : RejectHostAsync(context);
    }

    private static Task RejectHostAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = $"{MediaTypeNames.Text.Plain}; charset=utf-8";
        return context.Response.WriteAsync(
            $"The Bigin emulator doesn't answer to the host name '{context.Request.Host.Host}'. Use localhost or 127.0.0.1, or set "
            + "PublicHost to that name.\n",
            context.RequestAborted);
    }

    private bool IsKnown(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || string.Equals(host, options.PublicHost, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && (IPAddress.IsLoopback(address) || address.Equals(options.ListenAddress)));
}
