using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Keeps responses, at an address that holds a code or with a link that holds a state, out of caches and referrers.</summary>
internal static class ResponseHeaders
{
    // At the start of the response, so that neither the host's own response nor its error page comes without.
    // RFC 9700 section 4.2.4: the Referer header must not carry the code or the state on.
    // https://www.rfc-editor.org/rfc/rfc9700#section-4.2.4
    internal static void Add(HttpContext context) => Add(context, "no-referrer");

    // With no-referrer browsers post "Origin: null", by which an older one's form can't be told from another site's.
    // https://fetch.spec.whatwg.org/#append-a-request-origin-header
    /// <summary>Adds them to a page with a form, whose address holds neither a code nor a state.</summary>
    internal static void AddToPage(HttpContext context) => Add(context, "same-origin");

    private static void Add(HttpContext context, string referrerPolicy) => context.Response.OnStarting(state =>
    {
        IHeaderDictionary headers = ((HttpResponse)state).Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = referrerPolicy;
        headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    }, context.Response);

    /// <summary>
    /// Turns output caching off, which a base policy of the host turns on for every endpoint and which ignores <c>Cache-Control</c>.
    /// </summary>
    /// <remarks>After every convention of the host, because the last policy of an endpoint wins.</remarks>
    /// <seealso href="https://learn.microsoft.com/aspnet/core/performance/caching/output">Output caching middleware in ASP.NET
    /// Core</seealso>
    internal static void KeepOutOfOutputCache(this IEndpointConventionBuilder endpoints) =>
        endpoints.Finally(static endpoint =>
        {
            foreach (OutputCacheAttribute attribute in endpoint.Metadata.OfType<OutputCacheAttribute>().ToArray())
            {
                endpoint.Metadata.Remove(attribute); // it would be applied after every policy
            }

            endpoint.Metadata.Add(new NeverCached());
        });

    private sealed class NeverCached : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) =
                (false, false, false, false);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }
    }
}
