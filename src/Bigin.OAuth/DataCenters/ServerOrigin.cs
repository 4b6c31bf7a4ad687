namespace Bigin.OAuth;

/// <summary>What the address of a server in the map has to look like.</summary>
internal static class ServerOrigin
{
    internal const string Expected = "Write an origin alone, such as https://accounts.zoho.com (http only on a loopback host).";

    /// <summary>Says what is wrong with an address, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(Uri? server) => server switch
    {
        null => "is missing",
        { IsAbsoluteUri: false } => "is relative",
        { Scheme: not "https" } and not { Scheme: "http", IsLoopback: true } => "is not https",
        { UserInfo.Length: > 0 } => "holds user info",
        { AbsolutePath: not "/" } => "has a path",
        _ when server.OriginalString.Contains('?', StringComparison.Ordinal) => "has a query",
        _ when server.OriginalString.Contains('#', StringComparison.Ordinal) => "has a fragment",
        _ when !System.Text.Ascii.IsValid(server.Host) => "has a host that is not ASCII",
        _ => null,
    };
}
