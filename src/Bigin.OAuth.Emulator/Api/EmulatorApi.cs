using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents the responses of the Bigin API that a test has set, in addition to the emulator's own.</summary>
/// <remarks>
/// Thread-safe. The newest mapping of an address wins, also over the emulator's own responses. Access token and scope are checked before a
/// mapping is asked.
/// </remarks>
public sealed class EmulatorApi
{
    private const string Version = "/bigin/v2/";

    private readonly Lock _lock = new();
    private readonly BiginEmulatorOptions _options;
    private readonly List<(string Method, TemplateMatcher Pattern, Func<EmulatorApiRequest, EmulatorApiResponse?> Respond)> _mappings = [];

    internal EmulatorApi(BiginEmulatorOptions options)
    {
        _options = options;
        Clear();
    }

    /// <summary>Sets the response to requests of an address.</summary>
    /// <param name="method">The method, such as <c>GET</c>.</param>
    /// <param name="path">The path under <c>/bigin/v2/</c>, such as <c>Contacts</c> or <c>Contacts/{id}</c>, or a whole one that starts
    /// with <c>/bigin/</c>. Case is ignored.</param>
    /// <param name="respond">A method that gets the response. The request says whose token it carries. <see langword="null"/> leaves the
    /// request to the mapping before.</param>
    /// <exception cref="ArgumentException">The method or path is empty, or the path isn't a valid pattern.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="respond"/> is <see langword="null"/>.</exception>
    public void Map(string method, string path, Func<EmulatorApiRequest, EmulatorApiResponse?> respond)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(respond);
        TemplateMatcher matcher = CreateMatcher(path);
        lock (_lock)
        {
            _mappings.Insert(0, (method, matcher, respond));
        }
    }

    /// <summary>Removes every mapping but those of the settings and the contacts that the emulator starts with.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _mappings.Clear();
        }

        Map("GET", "Contacts", SampleContacts.List);
        Map("GET", "Contacts/{id}", SampleContacts.Get);
        foreach (EmulatorCannedResponse canned in _options.ApiResponses)
        {
            MapCanned(canned);
        }
    }

    internal void MapCanned(EmulatorCannedResponse canned)
    {
        EmulatorApiResponse response = canned.CreateResponse();
        Map(canned.Method, canned.Path, request =>
            canned.Organization is null || canned.Organization == request.Organization.Id
                || canned.Organization == request.Organization.Name ? response : null);
    }

    /// <summary>Finds the mappings of an address, the newest first.</summary>
    internal IReadOnlyList<(RouteValueDictionary Values, Func<EmulatorApiRequest, EmulatorApiResponse?> Respond)> Find(
        string method, string path)
    {
        lock (_lock)
        {
            return [.. _mappings.Where(mapping => string.Equals(mapping.Method, method, StringComparison.OrdinalIgnoreCase))
                .Select(mapping => (Values: FindValues(mapping.Pattern, path), mapping.Respond))
                .Where(match => match.Values is not null)
                .Select(match => (match.Values!, match.Respond))];
        }
    }

    /// <summary>Creates a matcher of a path, or throws an <see cref="ArgumentException"/> where the path isn't valid.</summary>
    internal static TemplateMatcher CreateMatcher(string path)
    {
        string whole = path.StartsWith("/bigin/", StringComparison.OrdinalIgnoreCase) ? path : Version + path.TrimStart('/');
        try
        {
            return new TemplateMatcher(new RouteTemplate(RoutePatternFactory.Parse(whole)), []);
        }
        catch (RoutePatternException e)
        {
            throw new ArgumentException($"'{path}' isn't a valid path. {e.Message}", nameof(path), e);
        }
    }

    private static RouteValueDictionary? FindValues(TemplateMatcher pattern, string path)
    {
        var values = new RouteValueDictionary();
        return pattern.TryMatch(path, values) ? values : null;
    }
}
