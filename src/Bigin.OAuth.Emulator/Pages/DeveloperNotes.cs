using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Writes the part of an error page for the developer of the client. Bigin's pages don't have it.</summary>
internal static class DeveloperNotes
{
    internal static Html Write(RequestError error, IEnumerable<KeyValuePair<string, StringValues>> sent, string back)
    {
        KeyValuePair<string, StringValues>[] parameters = [.. sent];
        return Html.Format($"""
            <section class="developer" aria-labelledby="developer">
            <h2 id="developer">For the developer</h2>
            <p>Only the emulator shows this.</p>
            <dl>
            {WriteItem("What to do", error.Fix)}
            {WriteItem("Setting", error.Setting ?? "None. Bigin refuses this too.")}
            {Html.Join(error.Registered.Select(value => WriteItem("Registered", value)))}
            {Html.Join(parameters.Select(parameter => WriteItem($"Sent: {parameter.Key}", parameter.Value.ToString())))}
            </dl>
            {WriteLinkBack(parameters.FirstOrDefault(parameter => parameter.Key == "redirect_uri").Value, back)}
            </section>
            """);
    }

    private static Html WriteItem(string name, string value) => Html.Format($"<dt>{name}</dt><dd>{value}</dd>");

    // To the application only on this machine: the address comes from the query, and anyone can write one.
    private static Html WriteLinkBack(string? redirectUri, string back) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? uri) && uri is { IsLoopback: true, Scheme: "http" or "https" }
            ? Html.Format($"""<p><a href="{uri.GetLeftPart(UriPartial.Authority)}/">Back to {uri.Authority}</a></p>""")
            : Html.Format($"""<p><a href="{back}">Back to the {(back == AccountPaths.Console ? "console" : "start page")} of the emulator</a></p>""");
}
