using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// Where the endpoints are: known from configuration, and never from a request. Each is a route pattern without the prefix of a group.
/// </summary>
internal sealed record EndpointPaths(string Connect, string Switch, string Result, string Callback)
{
    internal static EndpointPaths From(BiginOAuthEndpointOptions options, Uri redirectUri)
    {
        if (options.ConnectionKey is null)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthEndpointOptions.ConnectionKey)} is missing. Set it to a function that names the connection of the "
                + "signed-in user, such as their tenant's id.");
        }

        ThrowIfInvalid(nameof(BiginOAuthEndpointOptions.ConnectPath), options.ConnectPath);
        if (options.CallbackPath is { } path)
        {
            ThrowIfInvalid(nameof(BiginOAuthEndpointOptions.CallbackPath), path);
        }

        string callback = options.CallbackPath ?? GetPath(redirectUri);
        string switchPath = $"{options.ConnectPath.TrimEnd('/')}/switch";
        string resultPath = $"{options.ConnectPath.TrimEnd('/')}/result";
        if (IsSame(callback, options.ConnectPath) || IsSame(callback, switchPath) || IsSame(callback, resultPath))
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthEndpointOptions.ConnectPath)} and the path of the callback are the same. Set "
                + $"{nameof(BiginOAuthEndpointOptions.ConnectPath)} to another path.");
        }

        return new EndpointPaths(GetPattern(options.ConnectPath), GetPattern(switchPath), GetPattern(resultPath), GetPattern(callback))
        {
            ConnectPath = options.ConnectPath,
            SwitchPath = switchPath,
            ResultPath = resultPath,
            CallbackPath = callback,
            IsCallbackPathSet = options.CallbackPath is not null,
            RedirectUri = redirectUri,
        };
    }

    /// <summary>Gets the path of the callback as it is, and no pattern.</summary>
    private string CallbackPath { get; init; } = "";

    private string ConnectPath { get; init; } = "";

    private string SwitchPath { get; init; } = "";

    private string ResultPath { get; init; } = "";

    private bool IsCallbackPathSet { get; init; }

    private Uri RedirectUri { get; init; } = new("http://localhost");

    /// <summary>Gets the root of the application in the address that a browser sees, escaped and without a slash at its end.</summary>
    /// <param name="request">A request of one of the endpoints, whose path shows the prefix of its group.</param>
    internal string GetRoot(HttpRequest request)
    {
        if (IsCallbackPathSet && FindPrefix() is { } prefix && FindGroupPrefix(request) is { } group
            && prefix.EndsWith(group, StringComparison.OrdinalIgnoreCase))
        {
            return new PathString(prefix[..^group.Length]).ToUriComponent();
        }

        return request.PathBase.ToUriComponent();
    }

    /// <summary>
    /// Gets what comes before a callback path in the address that a browser sees: the prefix of a group, a path base, or what a proxy cuts
    /// off.
    /// </summary>
    internal string? FindPrefix() => FindPrefix(RedirectUri);

    private string? FindPrefix(Uri redirectUri)
    {
        string path = PathString.FromUriComponent(redirectUri.AbsolutePath).Value!.TrimEnd('/');
        string callback = CallbackPath.TrimEnd('/');
        return path.EndsWith(callback, StringComparison.OrdinalIgnoreCase) && path[..^callback.Length] is not [.., '/'] and var prefix
            ? prefix
            : null;
    }

    /// <summary>
    /// Gets the path to which a page at the address of the callback posts the form that switches to another organization.
    /// </summary>
    internal string GetSwitchAction(HttpRequest request, Uri redirectUri) =>
        new PathString((FindPrefix(redirectUri) ?? request.PathBase.Value) + SwitchPath).ToUriComponent();

    /// <summary>Gets the address of the page for people, as a browser sees it.</summary>
    internal string GetResultAddress(HttpRequest request) => GetAddress(request, ResultPath);

    /// <summary>Gets the address that starts an attempt, as a browser sees it.</summary>
    internal string GetConnectAddress(HttpRequest request) => GetAddress(request, ConnectPath);

    /// <summary>Gets the address to which the page for people posts the form that switches to another organization.</summary>
    internal string GetSwitchAddress(HttpRequest request) => GetAddress(request, SwitchPath);

    private string GetAddress(HttpRequest request, string path) =>
        GetRoot(request) + new PathString(FindGroupPrefix(request) + path).ToUriComponent();

    // The longest path wins: one endpoint's path may be the end of another's.
    private string? FindGroupPrefix(HttpRequest request)
    {
        string path = request.Path.Value!.TrimEnd('/');
        return new[] { ConnectPath.TrimEnd('/'), SwitchPath, ResultPath, CallbackPath.TrimEnd('/') }
            .Where(it => path.EndsWith(it, StringComparison.OrdinalIgnoreCase))
            .Select(it => path[..^it.Length])
            .MinBy(it => it.Length);
    }

    private static bool IsSame(string path, string other) =>
        string.Equals(path.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static void ThrowIfInvalid(string setting, string? path)
    {
        if (path is not ['/', ..] || path.AsSpan().IndexOfAny('?', '#') >= 0 || HasEmptyPart(path))
        {
            throw new InvalidOperationException(
                $"{setting} is not a path. Write it with a slash at its start, without query and fragment, and with no empty part.");
        }
    }

    // Unescaped as servers unescape the path of a request: an escaped slash stays as it is, and is not one.
    private static string GetPath(Uri redirectUri)
    {
        string path = PathString.FromUriComponent(redirectUri.AbsolutePath).Value!;
        return path.Contains('?', StringComparison.Ordinal) || HasEmptyPart(path)
            ? throw new InvalidOperationException(
                $"The path of {nameof(BiginOAuthOptions.RedirectUri)} has an empty part or a question mark, which no route can have. "
                + "Register another redirect URI.")
            : path;
    }

    private static bool HasEmptyPart(string path) => path.Contains("//", StringComparison.Ordinal);

    // A redirect URI is matched as it is written: what looks like a route parameter in it is none.
    private static string GetPattern(string path) =>
        path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
