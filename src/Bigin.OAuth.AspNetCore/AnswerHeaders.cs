using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Keeps what is answered, at an address that holds a code or with a link that holds a state, out of caches and referrers.</summary>
internal static class AnswerHeaders
{
    // At the start of the response, so that neither the host's own answer nor its error page comes without.
    // RFC 9700 section 4.2.4: the Referer header must not carry the code or the state on.
    // https://www.rfc-editor.org/rfc/rfc9700#section-4.2.4
    internal static void Add(HttpContext context) => context.Response.OnStarting(static state =>
    {
        IHeaderDictionary headers = ((HttpResponse)state).Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }, context.Response);
}
