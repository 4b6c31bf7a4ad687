namespace Bigin.OAuth;

/// <summary>Tells addresses on this machine, the only ones for which http will do.</summary>
internal static class Loopback
{
    // .NET counts the name "loopback" among them; a browser would look it up. And .NET 8 leaves out a localhost in capitals.
    internal static bool IsHttp(Uri uri) =>
        uri is { Scheme: "http", IsLoopback: true } or { Scheme: "http", Host: "localhost" }
        && !uri.OriginalString.StartsWith("http://loopback", StringComparison.OrdinalIgnoreCase);
}
