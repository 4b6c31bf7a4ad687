using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents a request to the Bigin API whose access token has been checked.</summary>
public sealed class EmulatorApiRequest
{
    private readonly Grant _grant;

    internal EmulatorApiRequest(HttpRequest request, RouteValueDictionary routeValues, string body, Grant grant)
    {
        _grant = grant;
        Method = request.Method;
        Path = request.Path;
        Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        RouteValues = routeValues.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase);
        Body = body;
    }

    /// <summary>Gets the method, such as <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path, such as <c>/bigin/v2/Contacts</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the parameters of the query, by name. Names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>Gets the values of the path's parameters, such as <c>id</c> of <c>Contacts/{id}</c>.</summary>
    public IReadOnlyDictionary<string, string> RouteValues { get; }

    /// <summary>Gets the body, which is empty where there is none.</summary>
    public string Body { get; }

    /// <summary>Gets the id of the data center that the token belongs to.</summary>
    public string DataCenter => _grant.DataCenter.Id;

    /// <summary>Gets the organization that the token belongs to.</summary>
    public EmulatorOrganization Organization => _grant.Organization;

    /// <summary>Gets the user who gave consent.</summary>
    public EmulatorUser User => _grant.User;

    /// <summary>Gets the granted scopes.</summary>
    public IReadOnlyList<string> Scopes => _grant.Scopes;

    /// <summary>Returns a description of the request in one line.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{Method} {Path} for {Organization.Name}";
}
