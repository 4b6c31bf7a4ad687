namespace Bigin.OAuth;

/// <summary>What the address of a server in the map has to look like.</summary>
internal static class ServerOrigin
{
    internal const string Expected = "Write only an origin, such as https://accounts.zoho.com (http only on a loopback host).";

    /// <summary>Describes what is wrong with an address, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(Uri? server) => server switch
    {
        null => "is missing",
        { IsAbsoluteUri: false } => "is relative",
        _ when server.Scheme != Uri.UriSchemeHttps && !Loopback.IsHttp(server) => "is not https",
        _ when server.OriginalString.Contains('?', StringComparison.Ordinal) => "has a query",
        _ when server.OriginalString.Contains('#', StringComparison.Ordinal) => "has a fragment",
        _ when server.OriginalString.Contains('@', StringComparison.Ordinal) => "holds user info",
        _ when server.OriginalString.Contains('\\', StringComparison.Ordinal) => "has a backslash",
        _ when HasPath(server) => "has a path",
        _ when !System.Text.Ascii.IsValid(server.Host) => "has a host that is not ASCII",
        _ => null,
    };

    internal static bool IsSame(Uri server, Uri? other) =>
        other is { IsAbsoluteUri: true }
            && Uri.Compare(server, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    // As it was written: Uri would drop "/." and "/x/..".
    private static bool HasPath(Uri server)
    {
        ReadOnlySpan<char> authority = server.OriginalString.AsSpan(server.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3);
        return authority.IndexOf('/') is var end and >= 0 && end < authority.Length - 1;
    }
}
