using System.Net;

namespace Bigin.OAuth.Interactive;

/// <summary>The page of the library: one file without script, light and dark, readable on a telephone and by a screen reader.</summary>
internal static class BuiltInPage
{
    internal static string Write(InteractivePage page) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,">
        <title>{{WebUtility.HtmlEncode(page.Title)}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1.0625rem/1.5 system-ui, sans-serif; margin: 15vh auto 0; max-width: 32rem; padding: 0 1.5rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; }
        </style>
        </head>
        <body>
        <main>
        <h1>{{WebUtility.HtmlEncode(page.Title)}}</h1>
        <p>{{WebUtility.HtmlEncode(page.Text)}}</p>
        </main>
        </body>
        </html>

        """;
}
