using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Writes the page that the host may replace: no script, light and dark, and as wide as the screen.</summary>
internal static class BuiltInPage
{
    private const string Style =
        """
        :root { color-scheme: light dark; --text: #1d2733; --quiet: #4a5766; --page: #f3f5f8; --card: #fff; --line: #cbd3dc; --accent: #0b57d0; --on-accent: #fff; }
        @media (prefers-color-scheme: dark) { :root { --text: #e8edf3; --quiet: #b3bfcc; --page: #10151b; --card: #1b222b; --line: #3a4653; --accent: #a8c7fa; --on-accent: #062e6f; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1rem; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
        main { width: 100%; max-width: 34rem; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere; }
        h1 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.3; }
        p { margin: 0 0 1.25rem; color: var(--quiet); }
        dl { margin: 0 0 1.25rem; display: grid; gap: .25rem; }
        dt { color: var(--quiet); font-size: .875rem; }
        dd { margin: 0 0 .5rem; font-weight: 600; }
        nav, form { display: flex; flex-wrap: wrap; gap: .75rem; }
        a, button { display: inline-block; padding: .6rem 1rem; border: 1px solid var(--accent); border-radius: .5rem; background: transparent; color: var(--accent); font: inherit; text-decoration: none; cursor: pointer; }
        .first { background: var(--accent); color: var(--on-accent); }
        @media (max-width: 30rem) { nav a, nav form, nav button { width: 100%; text-align: center; } }
        a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
        """;

    private const string Back = "Back to the application";

    /// <summary>Gets what a Content-Security-Policy allows the style by.</summary>
    internal static string StyleHash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}";

    internal static string Write(ConnectPage page) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(page.Title)}</title>
        <link rel="icon" href="data:,">
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Encode(page.Title)}</h1>
        <p>{Encode(page.Text)}</p>
        {WriteOrganizations(page)}
        <nav aria-label="What to do next">
        {WriteActions(page)}
        </nav>
        </main>
        </body>
        </html>
        """;

    private static string WriteOrganizations(ConnectPage page) => page.CurrentOrganization is null ? "" :
        $"""
        <dl>
        <dt>Connected now</dt><dd>{Encode(page.CurrentOrganization)}</dd>
        <dt>You picked</dt><dd>{Encode(page.PickedOrganization is null ? "an organization that could not be read" : page.PickedOrganization)}</dd>
        </dl>
        """;

    private static string WriteActions(ConnectPage page) => page switch
    {
        { SwitchForm: { } form } =>
            $"""
            {WriteLink(page.ReturnUrl, page.CurrentOrganization is null ? "Keep it as it is" : $"Keep {page.CurrentOrganization}", isFirst: true)}
            <form method="post" action="{Encode(form.Action)}"><input type="hidden" name="{Encode(form.FieldName)}" value="{Encode(form.FieldValue)}">
            <button>Switch to {(page.PickedOrganization is null ? "another organization" : Encode(page.PickedOrganization))}</button></form>
            """,
        { ConnectUrl: { } connectUrl } => WriteLink(connectUrl, "Connect again", isFirst: true) + WriteLink(page.ReturnUrl, Back),
        _ => WriteLink(page.ReturnUrl, Back, isFirst: true),
    };

    private static string WriteLink(string address, string text, bool isFirst = false) =>
        $"""<a{(isFirst ? " class=\"first\"" : "")} href="{Encode(address)}">{Encode(text)}</a>""";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
