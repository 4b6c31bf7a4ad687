using System.Net;

namespace Bigin.OAuth;

/// <summary>Tells addresses on this machine, the only ones for which http will do.</summary>
internal static class Loopback
{
    internal static bool IsHttp(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp && (IsLocalhost(uri) || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));

    // .NET reads the name "loopback" as localhost; a browser would look it up.
    private static bool IsLocalhost(Uri uri) => uri.Host == "localhost" && !uri.OriginalString.StartsWith("http://loopback", StringComparison.OrdinalIgnoreCase);
}
