using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// Distinguishes people from prefetching, and the host's own pages from those of others, by what browsers say of a request and pages can't
/// change.
/// </summary>
internal static class FetchMetadata
{
    private static readonly string[] PurposeHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];

    private static readonly string[] Purposes = ["prefetch", "prerender", "preview"];

    /// <summary>Specifies whether a page of another origin, a sibling host's included, sent the request.</summary>
    /// <remarks>
    /// <c>Sec-Fetch-Site</c> decides where a browser sends it, which is to https and to loopback hosts. Elsewhere <c>Origin</c> has to name
    /// this very host, and https where the application is at https. A request with neither comes from no browser, and has none of a
    /// person's cookies.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="redirectUri">Tells whether the application is at https: behind a proxy that ends TLS, the request itself is
    /// plain.</param>
    /// <seealso href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata: Sec-Fetch-Site</seealso>
    internal static bool IsCrossSite(HttpRequest request, Uri redirectUri)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        string text = request.Headers.Origin.ToString();
        if (text.Length == 0)
        {
            return false;
        }

        // RFC 6454 section 4: an origin is scheme, host and port. A page at http may be written by anyone on the way.
        // https://www.rfc-editor.org/rfc/rfc6454#section-4
        bool isHttps = request.IsHttps || redirectUri.Scheme == Uri.UriSchemeHttps;
        return !Uri.TryCreate(text, UriKind.Absolute, out Uri? origin)
            || (isHttps && origin.Scheme != Uri.UriSchemeHttps)
            || !string.Equals(origin.Authority, GetAuthority(request.Host, origin), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Specifies whether it is a page's image, frame or script that asks, and no person who goes there.</summary>
    /// <seealso href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header">Fetch Metadata: Sec-Fetch-Mode and
    /// Sec-Fetch-Dest</seealso>
    internal static bool IsNoNavigation(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate")
            || request.Headers["Sec-Fetch-Dest"].ToString() is not ("" or "document");

    /// <summary>Specifies whether a browser fetches ahead of a person who may never come, or for a preview.</summary>
    internal static bool IsPrefetch(HttpRequest request) => PurposeHeaders.Any(name => IsAhead(request.Headers[name]));

    // Both without the default port of the origin's scheme: behind a proxy the scheme of this request may be another.
    private static string GetAuthority(HostString host, Uri origin) =>
        host.Port is { } port && !(origin.IsDefaultPort && port == origin.Port) ? $"{host.Host}:{port}" : host.Host;

    private static bool IsAhead(StringValues purpose)
    {
        string text = purpose.ToString();
        return Purposes.Any(it => text.Contains(it, StringComparison.OrdinalIgnoreCase));
    }
}
