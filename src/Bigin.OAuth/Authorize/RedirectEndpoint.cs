namespace Bigin.OAuth;

/// <summary>What a redirect URI has to look like.</summary>
internal static class RedirectEndpoint
{
    internal const string Expected =
        "Write the redirect URI as it is registered in Zoho's API console, such as https://app.example.com/bigin/callback (http only on a loopback host).";

    /// <summary>Says what is wrong with a redirect URI, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(Uri? redirectUri) => redirectUri switch
    {
        null => "is missing",
        { OriginalString: ['"' or '\'', ..] } => "is enclosed in quotes",
        { IsAbsoluteUri: false } => "is relative",
        _ when redirectUri.Scheme != Uri.UriSchemeHttps && !Loopback.IsHttp(redirectUri) => "is neither https nor http on a loopback host",

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
}
