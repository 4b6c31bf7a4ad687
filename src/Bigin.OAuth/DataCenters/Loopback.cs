using System.Net;

namespace Bigin.OAuth;

/// <summary>Recognizes addresses on this machine, the only ones for which http will do.</summary>
internal static class Loopback
{
    internal static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && (IsLocalhost(uri) || IsLoopbackAddress(uri));

    private static bool IsLoopbackAddress(Uri uri) => IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address);

    // .NET reads the name "loopback" as localhost; a browser would look it up. So the host counts as it is written.
    private static bool IsLocalhost(Uri uri) =>
        uri.Host == "localhost" && GetWrittenHost(uri.OriginalString).Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> GetWrittenHost(string address)
    {
        ReadOnlySpan<char> authority = GetWrittenAuthority(address);
        ReadOnlySpan<char> host = authority[(authority.LastIndexOf('@') + 1)..];
        int port = host.IndexOf(':');
        return port < 0 ? host : host[..port];
    }

    /// <summary>Gets the part of an address that names user info, host and port, as it is written and as a browser finds it.</summary>
    internal static ReadOnlySpan<char> GetWrittenAuthority(ReadOnlySpan<char> address)
    {
        // Any number of either slash comes before it: https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
        ReadOnlySpan<char> rest = address[(address.IndexOf(':') + 1)..].TrimStart("/\\");
        int end = rest.IndexOfAny("/\\?#");
        return end < 0 ? rest : rest[..end];
    }
}
