using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page in place of an empty one: for an address that leads nowhere, a form that can't be used, and an unexpected error.</summary>
/// <remarks>
/// It is shown at the address that was asked for. A form that was refused for its antiforgery token leads here too.
/// So this page asks for none.
/// </remarks>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    internal string Title { get; private set; } = "";

    internal string Text { get; private set; } = "";

    internal string Advice { get; private set; } = "";

    /// <summary>Says what became of a request to read.</summary>
    public void OnGet() => Describe();

    /// <summary>Says what became of a form.</summary>
    public void OnPost() => Describe();

    private void Describe()
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>() is null && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound; // the page was asked for by itself
        }

        (Title, Text, Advice) = Response.StatusCode switch
        {
            >= 500 => (
                "Something went wrong",
                "This application could not do what you asked for.",
                "Try again in a few minutes. If it happens again, tell the people who run this application."),
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => (
                "Page not found",
                "There is no page at this address.",
                "Check the address, or go back to the start."),
            _ => (
                "This did not work",
                "The page that you came from is too old, so nothing was changed.",
                "Go back to the start, and try again."),
        };
    }
}
