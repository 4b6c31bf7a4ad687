using System.Net;

namespace Bigin.OAuth;

/// <summary>Tells addresses on this machine, the only ones for which http will do.</summary>
internal static class Loopback
{
    // Uri.IsLoopback counts the name "loopback" among them; a browser would look it up.
    internal static bool IsHttp(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
