using System.Text;

namespace Bigin.OAuth.Interactive;

/// <summary>What is sent to a browser, whole, before the connection is closed.</summary>
internal sealed class LoopbackResponse
{
    // Nothing on a page may load, run, be framed or be sent anywhere, also where the host wrote the page.
    private const string PageHeaders =
        "Content-Type: text/html; charset=utf-8\r\n"
        + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'\r\n"
        + "Cross-Origin-Resource-Policy: same-origin\r\n";

    private const string Headers =
        "Cache-Control: no-store\r\n"
        + "Referrer-Policy: no-referrer\r\n"
        + "X-Content-Type-Options: nosniff\r\n"
        + "Connection: close\r\n";

    private LoopbackResponse(string status, string headers, string body = "", Action? delivered = null)
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        Bytes =
            [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}{Headers}Content-Length: {content.Length}\r\n\r\n"), .. content];
        Delivered = delivered;
    }

    internal static LoopbackResponse NotFound { get; } = new("404 Not Found", "");

    internal byte[] Bytes { get; }

    /// <summary>Gets what to call once the browser has everything.</summary>
    internal Action? Delivered { get; }

    internal static LoopbackResponse Page(string html, bool isError, Action? delivered = null) =>
        new(isError ? "400 Bad Request" : "200 OK", PageHeaders, html, delivered);

    // RFC 9700 section 4.2.4: the code stays neither in the address bar nor in the history, since a redirected address is in neither.
    // https://www.rfc-editor.org/rfc/rfc9700#section-4.2.4
    internal static LoopbackResponse SeeOther(string path) => new("303 See Other", $"Location: {path}\r\n");
}
