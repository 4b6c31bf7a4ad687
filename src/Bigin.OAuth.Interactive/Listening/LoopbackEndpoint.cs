namespace Bigin.OAuth.Interactive;

/// <summary>A redirect URI on this machine: the port to listen on, and the path to answer.</summary>
internal sealed class LoopbackEndpoint
{
    internal const string Expected = "Write it as it is registered in Zoho's API console, such as http://localhost:5999/callback.";

    private const string Start = "http://localhost";

    internal LoopbackEndpoint(Uri redirectUri) => RedirectUri = redirectUri;

    internal Uri RedirectUri { get; }

    internal int Port => RedirectUri.Port;

    internal string Path => RedirectUri.AbsolutePath;

    /// <summary>Describes what is wrong with a redirect URI, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(Uri? redirectUri) => redirectUri switch
    {
        null => "is missing",
        { IsAbsoluteUri: false } => "is relative",

        // Zoho compares redirect URIs exactly, and is reported to refuse http://127.0.0.1. RFC 8252 section 7.3 prefers the IP literal;
        // both are listened on.
        // https://www.rfc-editor.org/rfc/rfc8252#section-7.3
        _ when !IsLocalhost(redirectUri) => "doesn't begin with http://localhost, and nothing else leads back to this machine",
        { Port: 0 } => "has the port 0, and Zoho compares the port with the registered one",
        _ when redirectUri.OriginalString.Contains('?', StringComparison.Ordinal) => "has a query",
        _ when redirectUri.OriginalString.Contains('#', StringComparison.Ordinal) => "has a fragment",
        _ when GetWrittenPath(redirectUri) is var path && path.Length > 0 && path != redirectUri.AbsolutePath =>
        "has a path that a browser writes in another way",
        _ => null,
    };

    // .NET reads other names as localhost too, so the host counts as it is written.
    private static bool IsLocalhost(Uri redirectUri) =>
        redirectUri.OriginalString.StartsWith(Start, StringComparison.OrdinalIgnoreCase)
        && redirectUri.Host == "localhost"
        && redirectUri.UserInfo.Length == 0
        && redirectUri.OriginalString.AsSpan(Start.Length) is [] or [':' or '/' or '?' or '#', ..];

    private static string GetWrittenPath(Uri redirectUri)
    {
        int path = redirectUri.OriginalString.IndexOfAny(['/', '\\'], Start.Length);
        return path < 0 ? "" : redirectUri.OriginalString[path..];
    }
}
