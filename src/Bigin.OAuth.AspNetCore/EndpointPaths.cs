using Microsoft.AspNetCore.Http;

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

        ThrowIfInvalid(nameof(BiginOAuthEndpointOptions.ConnectPath), options.ConnectPath);
        if (options.CallbackPath is { } path)
        {
            ThrowIfInvalid(nameof(BiginOAuthEndpointOptions.CallbackPath), path);
        }

        string callback = options.CallbackPath ?? PathOf(redirectUri);
        if (string.Equals(options.ConnectPath.TrimEnd('/'), callback.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthEndpointOptions.ConnectPath)} and the path of the callback are the same. Set {nameof(BiginOAuthEndpointOptions.ConnectPath)} to another path.");
        }

        return new EndpointPaths(PatternOf(options.ConnectPath), PatternOf(callback));
    }

    /// <summary>Says whether an address of the host's own leads to one of the endpoints: a browser that returns there would go round.</summary>
    internal bool Lead(PathString pathBase, string url)
    {
        PathString path = PathString.FromUriComponent(url.Split('?', '#')[0]);
        return path.StartsWithSegments(pathBase, out PathString rest) && (IsAt(rest, Connect) || IsAt(rest, Callback));

        static bool IsAt(PathString path, string pattern) => PatternOf(path.Value!.TrimEnd('/')).Equals(pattern.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }

    private static void ThrowIfInvalid(string setting, string? path)
    {
        if (path is not ['/', ..] || path.AsSpan().IndexOfAny('?', '#') >= 0 || HasEmptyPart(path))
        {
            throw new InvalidOperationException($"{setting} is no path. Write it with a slash at its start, without query and fragment, and with no empty part.");
        }
    }

    // Unescaped as servers unescape the path of a request: an escaped slash stays as it is, and is not one.
    private static string PathOf(Uri redirectUri)
    {
        string path = PathString.FromUriComponent(redirectUri.AbsolutePath).Value!;
        return path.Contains('?', StringComparison.Ordinal) || HasEmptyPart(path)
            ? throw new InvalidOperationException(
                $"The path of {nameof(BiginOAuthOptions.RedirectUri)} has an empty part or a question mark, which no route can have. Register another redirect URI.")
            : path;
    }

    private static bool HasEmptyPart(string path) => path.Contains("//", StringComparison.Ordinal);

    // A redirect URI is to be met to the letter: what looks like a route parameter in it is none.
    private static string PatternOf(string path) => path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
