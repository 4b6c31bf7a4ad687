using Bigin.OAuth;
using Microsoft.Extensions.Options;

namespace ConnectBigin;

/// <summary>Keeps the pages, which show customers' data, out of caches, frames and referrers, and other people's scripts out of the pages.</summary>
internal static class SafeHeaders
{
    internal static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {AccountsServers(context)}; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";

        // Last, for Antiforgery sets it too, and warns where it stands already.
        context.Response.OnStarting(static state =>
        {
            ((IHeaderDictionary)state).CacheControl = "no-store";
            return Task.CompletedTask;
        }, headers);
        return next(context);
    }

    // The form that switches to another organization is answered with a redirect to Bigin, and browsers hold that against form-action too.
    private static string AccountsServers(HttpContext context) => string.Join(' ', context.RequestServices
        .GetRequiredService<IOptions<BiginOAuthOptions>>().Value.DataCenters.Select(dataCenter => dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority)));
}
