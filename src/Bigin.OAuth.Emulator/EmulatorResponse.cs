using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents a whole response to a program, which a fault may alter before it is sent.</summary>
internal sealed record EmulatorResponse
{
    // As captured at Zoho's token endpoint.
    private const string JsonContentType = "application/json;charset=UTF-8";

    // Zoho sends text of any language as it is, not as escapes.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private EmulatorResponse(int status, string? contentType, string body) => (Status, ContentType, Body) = (status, contentType, body);

    internal int Status { get; }

    /// <summary>Gets the outcome in the journal.</summary>
    internal string? Outcome { get; init; }

    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    private string? ContentType { get; }

    private string Body { get; init; }

    internal static EmulatorResponse Json(int status, JsonObject body) => Json(status, body.ToJsonString(Readable));

    internal static EmulatorResponse Json(int status, string body) => new(status, JsonContentType, body);

    internal static EmulatorResponse Html(int status, string title) => new(status, $"{MediaTypeNames.Text.Html};charset=UTF-8", Pages.Html.Format($"""
        <!DOCTYPE html>
        <html lang="en">
        <head><title>{title}</title></head>
        <body><h1>{title}</h1><p>This page comes from the emulator, not from Bigin.</p></body>
        </html>

        """).ToString());

    internal static EmulatorResponse Empty(int status) => new(status, null, "");

    /// <summary>Creates a copy that names another API server, where the response names one.</summary>
    internal EmulatorResponse WithApiDomain(Uri apiDomain)
    {
        if (ContentType != JsonContentType || JsonNode.Parse(Body) is not JsonObject body || !body.ContainsKey(TokenResponses.ApiDomain))
        {
            return this;
        }

        body[TokenResponses.ApiDomain] = apiDomain.OriginalString;
        return this with { Body = body.ToJsonString(Readable) };
    }

    /// <summary>Adds headers to those that the response has.</summary>
    internal EmulatorResponse WithHeaders(params IEnumerable<KeyValuePair<string, string>> headers) =>
        this with { Headers = new Dictionary<string, string>([.. Headers, .. headers], StringComparer.Ordinal) };

    internal EmulatorResponse WithRetryAfter(string value) => WithHeaders(KeyValuePair.Create("Retry-After", value));

    internal async Task WriteAsync(HttpContext context, bool half = false)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.Server = "ZGS";
        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Status is not StatusCodes.Status204NoContent and not StatusCodes.Status205ResetContent and not StatusCodes.Status304NotModified)
        {
            response.ContentLength = body.Length;
        }

        // Kestrel closes the connection behind a response that is shorter than it promised to be, once it has begun.
        await response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        if (body.Length > 0)
        {
            await response.Body.WriteAsync(body.AsMemory(0, half ? body.Length / 2 : body.Length), context.RequestAborted)
                .ConfigureAwait(false);
        }
    }
}
