namespace Bigin.OAuth;

/// <summary>What a redirect URI has to look like.</summary>
internal static class RedirectEndpoint
{
    internal const string Expected =
        "Write the redirect URI as it is registered in Zoho's API console, such as https://app.example.com/bigin/callback (http only "
            + "on a loopback host).";

    /// <summary>Describes what is wrong with a redirect URI, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(Uri? redirectUri, BiginClientType clientType) => redirectUri switch
    {
        null => "is missing",
        { OriginalString: ['"' or '\'', ..] } => "is enclosed in quotes",
        { IsAbsoluteUri: false } => "is relative",
        _ when redirectUri.Scheme != Uri.UriSchemeHttps && !Loopback.IsHttp(redirectUri)
        && !(clientType is BiginClientType.Mobile && HasOwnScheme(redirectUri)) =>
            clientType is BiginClientType.Mobile
                ? "is neither https, nor http on a loopback host, nor of a scheme of the application's own in lower case (myapp://…)"
                : "is neither https nor http on a loopback host",

        // RFC 6749 section 3.1.2: "The endpoint URI MUST NOT include a fragment component."
        // https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2
        _ when redirectUri.OriginalString.Contains('#', StringComparison.Ordinal) => "has a fragment",

        // RFC 3986 section 3.2.1: user info may be read as the host by a person. Browsers read a backslash as a slash, and servers don't.
        // https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
        _ when Loopback.GetWrittenAuthority(redirectUri.OriginalString).Contains('@') => "has user info",
        _ when redirectUri.OriginalString.Contains('\\', StringComparison.Ordinal) => "has a backslash",

        // It is sent exactly as written, and the server compares it exactly.
        _ when redirectUri.OriginalString.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) => "holds white space or a control character",
        _ => null,
    };

    /// <summary>Throws where the client has no links and no redirects.</summary>
    internal static void ThrowIfNone(BiginOAuthOptions options, string type)
    {
        if (options.ClientType is BiginClientType.SelfClient)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthOptions.ClientType)} is {nameof(BiginClientType.SelfClient)}, which has no redirect URI, so there "
                + $"is nothing for {type} to do. "
                + $"Register a server-based client in Zoho's API console, and set {nameof(BiginOAuthOptions.ClientType)} to "
                + $"{nameof(BiginClientType.ServerBased)}.");
        }
    }

    // Those that browsers and systems know already: a response there would reach another program, or run as a script.
    private static readonly string[] KnownSchemes =
        ["http", "https", "ftp", "file", "data", "javascript", "vbscript", "about", "blob", "filesystem", "mailto", "ws", "wss",
            "view-source"];

    // Zoho Accounts, "Mobile and desktop applications": a scheme of the application's own, in lower case.
    private static bool HasOwnScheme(Uri redirectUri) =>
        redirectUri.OriginalString.StartsWith($"{redirectUri.Scheme}://", StringComparison.Ordinal) // Uri.Scheme is always lower case
        && !KnownSchemes.Contains(redirectUri.Scheme, StringComparer.Ordinal);
}
