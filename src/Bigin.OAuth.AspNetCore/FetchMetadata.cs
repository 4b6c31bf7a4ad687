using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Tells people from prefetching, and the host's own pages from those of others, by what browsers say of a request and pages can't change.</summary>
internal static class FetchMetadata
{
    /// <summary>Says whether a page of another origin, a sibling host's included, sent the request.</summary>
    /// <remarks>
    /// <c>Sec-Fetch-Site</c> decides where a browser sends it, which is to https and to loopback hosts. Elsewhere <c>Origin</c> has to name this
    /// very host. A request with neither comes from no browser, and has none of a person's cookies.
    /// </remarks>
    /// <seealso href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata: Sec-Fetch-Site</seealso>
    internal static bool IsCrossSite(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        string origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && string.Equals(uri.Authority, AuthorityOf(request.Host, uri), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Says whether it is a page's image, frame or script that asks, and no person who goes there.</summary>
    /// <seealso href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header">Fetch Metadata: Sec-Fetch-Mode and Sec-Fetch-Dest</seealso>
    internal static bool IsNoNavigation(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate") || request.Headers["Sec-Fetch-Dest"].ToString() is not ("" or "document");

    /// <summary>Says whether a browser fetches ahead of a person who may never come.</summary>
    internal static bool IsPrefetch(HttpRequest request) =>
        IsNamed(request.Headers["Sec-Purpose"]) || IsNamed(request.Headers["Purpose"]) || IsNamed(request.Headers["X-Moz"]);

    // Both without the default port of the origin's scheme: behind a proxy the scheme of this request may be another.
    private static string AuthorityOf(HostString host, Uri origin) => host.Port is { } port && !(origin.IsDefaultPort && port == origin.Port) ? $"{host.Host}:{port}" : host.Host;

    private static bool IsNamed(StringValues purpose) => purpose.ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);
}
