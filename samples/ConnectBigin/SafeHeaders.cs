namespace ConnectBigin;

/// <summary>Keeps the pages, whose addresses hold codes on the way back from Bigin, out of caches, frames and referrers.</summary>
internal static class SafeHeaders
{
    internal static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
