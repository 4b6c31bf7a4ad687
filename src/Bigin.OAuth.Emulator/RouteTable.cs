using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Finds what responds to a request, by its path and its method.</summary>
/// <remarks>
/// Not ASP.NET's routing, which compiles code for the paths of each server when its first requests come: the benchmark ShortTest says what
/// that costs, and an emulator starts for each test of its users. The emulator's paths have no parameters, so a dictionary is enough. Only
/// those of the API are open-ended, and <see cref="EmulatorRoutes"/> finds these by how they begin.
/// </remarks>
internal sealed class RouteTable
{
    private readonly Dictionary<string, List<Route>> _routes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what responds to <paramref name="methods"/> at a path.</summary>
    internal void Map(string path, string[] methods, RequestDelegate respond) => Add(path, new Route(methods, respond));

    /// <summary>Adds what responds at a path to every method that no route before it takes.</summary>
    internal void MapAny(string path, RequestDelegate respond) => Add(path, new Route(null, respond));

    /// <summary>
    /// Finds what responds. As in ASP.NET's routing, upper and lower case are the same, and so is the path with a slash at its end.
    /// </summary>
    internal RequestDelegate? Find(HttpRequest request)
    {
        string path = request.Path.Value ?? "";
        bool endsWithSlash = path.Length > 1 && path[^1] == '/' && path[^2] != '/';
        return _routes.GetValueOrDefault(endsWithSlash ? path[..^1] : path)?.Find(route => route.Takes(request.Method))?.Respond;
    }

    private void Add(string path, Route route)
    {
        if (!_routes.TryGetValue(path, out List<Route>? routes))
        {
            _routes.Add(path, routes = []);
        }

        routes.Add(route);
    }

    private sealed record Route(string[]? Methods, RequestDelegate Respond)
    {
        internal bool Takes(string method) => Methods is null || Methods.Contains(method, StringComparer.OrdinalIgnoreCase);
    }
}
