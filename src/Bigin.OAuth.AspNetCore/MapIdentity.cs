namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// Distinguishes one map of one application from every other: what it encrypts is good for itself only, also where applications share a key
/// ring.
/// </summary>
internal sealed class MapIdentity(BiginOAuthOptions client, string connectPath)
{
    private string _connectRoute = connectPath;

    /// <summary>Gets client id, redirect URI and connect path, each on a line, for which none of them has room.</summary>
    internal string Name => $"{client.ClientId}\n{client.RedirectUri!.OriginalString}\n{Volatile.Read(ref _connectRoute)}";

    /// <summary>
    /// Takes note of the connect path with the prefix of its group, which is known when the endpoints are built: before any request.
    /// </summary>
    internal void SetConnectRoute(string route) => Volatile.Write(ref _connectRoute, route);
}
