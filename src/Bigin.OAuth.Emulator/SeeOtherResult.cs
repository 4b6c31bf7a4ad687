using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Redirects the browser with a GET, also after a POST.</summary>
internal sealed class SeeOtherResult : IResult
{
    private readonly string _address;

    private SeeOtherResult(string address) => _address = address;

    internal static SeeOtherResult To(string address) => new(address);

    // RFC 9700 section 4.12: "If an HTTP redirection (and not, for example, JavaScript) is used, the authorization server SHOULD use
    // HTTP status code 303". https://www.rfc-editor.org/rfc/rfc9700#section-4.12
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = _address;
        return Task.CompletedTask;
    }
}
