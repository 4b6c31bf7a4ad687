using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Bigin.OAuth;

/// <summary>
/// Where a response says that API calls go. Untrusted like everything else in a response, so it is compared and named in a log, and not
/// followed.
/// </summary>
internal static class ApiDomain
{
    internal const string Unreadable = "(unreadable)";

    // RFC 1035 section 2.3.4: "names 255 octets or less"
    private const int MaxHostLength = 255;

    internal static bool IsForeign([NotNullWhen(true)] string? apiDomain, Uri apiServer) =>
        !string.IsNullOrEmpty(apiDomain) && !ServerOrigin.IsSame(apiServer, Parse(apiDomain));

    /// <summary>Gets the host for a log line.</summary>
    internal static string GetHost(string apiDomain) =>
        Parse(apiDomain) is { Host: { Length: > 0 and <= MaxHostLength } host } ? host : Unreadable;

    // Other letters could look like the right name in a log, and Uri throws at hosts that IDNA has no ASCII for. An origin of the map is
    // ASCII anyway.
    private static Uri? Parse(string apiDomain) =>
        Ascii.IsValid(apiDomain) && Uri.TryCreate(apiDomain, UriKind.Absolute, out Uri? uri) ? uri : null;
}
