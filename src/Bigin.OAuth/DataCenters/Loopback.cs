namespace Bigin.OAuth;

/// <summary>Tells addresses on this machine, the only ones for which http will do.</summary>
internal static class Loopback
{
    // .NET counts the name "loopback" among them; a browser would look it up.
    internal static bool IsHttp(Uri uri) =>
        uri is { Scheme: "http", IsLoopback: true } && !uri.OriginalString.StartsWith("http://loopback", StringComparison.OrdinalIgnoreCase);
}
