using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Knows the endpoints of this library in one application, under the prefix of every group.</summary>
internal static class MappedEndpoints
{
    private const string AnotherConnectPath = $"{nameof(BiginOAuthEndpointOptions.ConnectPath)} of one map. Set it to another path";

    private static readonly ConditionalWeakTable<IServiceProvider, List<Mapping>> Mappings = [];

    /// <summary>Marks an endpoint as one of this library's.</summary>
    internal static IEndpointConventionBuilder Mark(this IEndpointConventionBuilder endpoints) => endpoints.WithMetadata(Marker.Instance);

    /// <summary>
    /// Refuses paths and redirect URIs that are mapped already: a router that finds two endpoints answers each request with an exception,
    /// and the code is lost.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of the paths, or the redirect URI, is mapped.</exception>
    internal static void Claim(IEndpointRouteBuilder endpoints, EndpointPaths paths, bool isLinkConfigured)
    {
        List<Mapping> mappings = Mappings.GetOrCreateValue(endpoints.ServiceProvider);
        lock (mappings)
        {
            foreach (Mapping other in mappings)
            {
                // In another group the same path may be another address, that of another redirect URI.
                bool mayDiffer = !ReferenceEquals(other.Endpoints, endpoints) && (other.IsLinkConfigured || isLinkConfigured);
                ThrowIfSame(mayDiffer, other.Paths.Callback, paths.Callback,
                    $"the redirect URI. Call {nameof(BiginOAuthEndpointRouteBuilderExtensions.MapBiginOAuth)} once for each redirect URI");
                foreach (string path in new[] { paths.Connect, paths.Switch, paths.Result })
                {
                    ThrowIfSame(mayDiffer, other.Paths.Callback, path, AnotherConnectPath);
                }

                foreach (string path in new[] { other.Paths.Connect, other.Paths.Switch, other.Paths.Result })
                {
                    ThrowIfSame(mayDiffer, path, paths.Connect, AnotherConnectPath);
                    ThrowIfSame(mayDiffer, path, paths.Switch, AnotherConnectPath);
                    ThrowIfSame(mayDiffer, path, paths.Result, AnotherConnectPath);
                    ThrowIfSame(mayDiffer, path, paths.Callback, AnotherConnectPath);
                }

                ThrowIfOneRedirectUri(other.IsLinkConfigured || isLinkConfigured);
            }

            mappings.Add(new Mapping(endpoints, paths, isLinkConfigured));
        }
    }

    /// <summary>
    /// Specifies whether an address of the host's own leads to one of the endpoints: a browser that returns there would go round.
    /// </summary>
    /// <param name="context">The request, whose path base comes before the path of a route.</param>
    /// <param name="url">The address.</param>
    /// <param name="proxyPrefix">What a proxy cuts off before the path of a route, or nothing.</param>
    internal static bool Contain(HttpContext context, string url, string? proxyPrefix)
    {
        PathString path = PathString.FromUriComponent(LocalUrl.GetPath(url));
        List<PathString> candidates = [path];
        foreach (PathString prefix in new[] { context.Request.PathBase,
            new PathString(string.IsNullOrEmpty(proxyPrefix) ? null : proxyPrefix) })
        {
            if (prefix.HasValue && path.StartsWithSegments(prefix, out PathString rest))
            {
                candidates.Add(rest);
            }
        }

        return context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Marker>() is not null)
            .Select(endpoint => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []))
            .Any(matcher => candidates.Exists(candidate => matcher.TryMatch(candidate, [])));
    }

    private static void ThrowIfSame(bool mayDiffer, string path, string other, string setting)
    {
        if (!mayDiffer && string.Equals(path.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"The path {path} is mapped already. It is that of {setting}.");
        }
    }

    // Also with different paths and groups, Bigin sends every browser to one of the two callbacks.
    private static void ThrowIfOneRedirectUri(bool isLinkConfigured)
    {
        if (!isLinkConfigured)
        {
            throw new InvalidOperationException(
                $"The redirect URI is mapped already. Call {nameof(BiginOAuthEndpointRouteBuilderExtensions.MapBiginOAuth)} once for "
                + "each redirect URI, "
                + $"and give the links of the second one theirs by {nameof(BiginOAuthEndpointOptions.ConfigureLink)}.");
        }
    }

    private sealed record Mapping(IEndpointRouteBuilder Endpoints, EndpointPaths Paths, bool IsLinkConfigured);

    private sealed class Marker
    {
        internal static Marker Instance { get; } = new();
    }
}
