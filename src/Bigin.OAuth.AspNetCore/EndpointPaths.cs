namespace Bigin.OAuth.AspNetCore;

/// <summary>Where the endpoints are: known from configuration, and never from a request.</summary>
internal sealed record EndpointPaths(string Connect, string Callback)
{
    internal static EndpointPaths From(BiginOAuthEndpointOptions options, Uri redirectUri)
    {
        if (options.ConnectionKey is null)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthEndpointOptions.ConnectionKey)} is missing. Set it to a function that names the connection of the signed-in user, such as their tenant's id.");
        }

        string callback = options.CallbackPath ?? Uri.UnescapeDataString(redirectUri.AbsolutePath);
        ThrowIfInvalid(nameof(BiginOAuthEndpointOptions.ConnectPath), options.ConnectPath);
        ThrowIfInvalid(nameof(BiginOAuthEndpointOptions.CallbackPath), callback);
        if (string.Equals(options.ConnectPath.TrimEnd('/'), callback.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthEndpointOptions.ConnectPath)} and the path of the callback are the same. Set {nameof(BiginOAuthEndpointOptions.ConnectPath)} to another path.");
        }

        return new EndpointPaths(PatternOf(options.ConnectPath), PatternOf(callback));
    }

    private static void ThrowIfInvalid(string setting, string? path)
    {
        if (path is not ['/', ..] || path.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            throw new InvalidOperationException($"{setting} is no path. Write it with a slash at its start, and without query and fragment.");
        }
    }

    // A redirect URI is to be met to the letter: what looks like a route parameter in it is none.
    private static string PatternOf(string path) => path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
