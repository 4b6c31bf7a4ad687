using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Represents a page with the frame that all share.</summary>
internal sealed class Page : IResult
{
    internal required string Title { get; init; }

    internal required Html Body { get; init; }

    /// <summary>Gets the name of the step, by which a program that fills in the form knows the page.</summary>
    internal required string Step { get; init; }

    internal HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>Gets the origins beside this one to which the page's form may lead, redirects included.</summary>
    internal IEnumerable<string> FormTargets { get; init; } = [];

    private bool IsOpenToOthers { get; set; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        IsOpenToOthers = httpContext.RequestServices.GetRequiredService<BiginEmulatorOptions>().IsOpenToOthers;
        HttpResponse response = httpContext.Response;
        response.StatusCode = (int)Status;
        response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action "
                + $"{string.Join(' ', FormTargets.Prepend("'self'").Distinct(StringComparer.Ordinal))}";
        return response.WriteAsync(Write().ToString(), Encoding.UTF8);
    }

    private Html Write() => Html.Format($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Title} - Bigin emulator</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/emulator.css">
        </head>
        <body>
        <header class="banner"><strong>Emulator.</strong> This is not Bigin: no account and no data here is real.{(IsOpenToOthers ? " It is open to other machines." : "")}</header>
        <main data-step="{Step}">
        <h1>{Title}</h1>
        {Body}
        </main>
        </body>
        </html>

        """);
}
