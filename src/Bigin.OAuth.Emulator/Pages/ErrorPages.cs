using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Creates the error pages, and writes the title of each to the journal.</summary>
internal sealed class ErrorPages(BiginEmulatorOptions options)
{
    /// <summary>Creates an error page.</summary>
    /// <param name="context">The request that is refused.</param>
    /// <param name="error">The error.</param>
    /// <param name="back">The path to go back to, where the request names no redirect URI on this machine.</param>
    internal Page Create(HttpContext context, RequestError error, string back = AccountPaths.Home)
    {
        Journal.SetOutcome(context, error.Title);
        return new Page
        {
            Title = error.Title,
            Step = "error",
            Status = options.ErrorPageStatus,
            Body = Html.Format($"""
                <p>{error.Explanation}</p>
                {DeveloperNotes.Write(error, GetSent(context), back)}
                """),
        };
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> GetSent(HttpContext context) =>
        context.Request.Query.Concat((context.Features.Get<IFormFeature>()?.Form ?? FormCollection.Empty)
            .Where(field => field.Key != FormField.AntiForgery));
}
