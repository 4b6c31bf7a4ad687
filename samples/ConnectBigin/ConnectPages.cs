using System.Text.Encodings.Web;
using Bigin.OAuth.AspNetCore;

namespace ConnectBigin;

/// <summary>Writes the page for people in the look of this application.</summary>
/// <remarks>It is shown where nothing was started, or where the page is an old one. Outcomes have pages of their own.</remarks>
internal static class ConnectPages
{
    internal static string Write(ConnectPage page) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(page.Title)} - Connect Bigin</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/site.css">
        </head>
        <body>
            <header class="top"><a class="brand" href="/">Connect Bigin</a></header>
            <main>
                <article class="card alone">
                    <h1>{Encode(page.Title)}</h1>
                    <p class="advice"><strong>What to do:</strong> {Encode(GetAdvice(page))}</p>
                    <footer class="actions"><a class="button" href="{Encode(page.ReturnUrl)}">Back to the start</a></footer>
                </article>
            </main>
        </body>
        </html>
        """;

    // Without a sign-in there is one cause: the address names a customer that there is not.
    private static string GetAdvice(ConnectPage page) => page.Type == "not-permitted"
        ? "The address names no customer of this application. Go back to the start, and connect one of those there."
        : page.Text;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
