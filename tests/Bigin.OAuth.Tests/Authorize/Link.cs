namespace Bigin.OAuth.Tests.Authorize;

/// <summary>Reads a link the way a server does.</summary>
internal static class Link
{
    internal static string[] ParameterNames(AuthorizationRequest request) =>
        [.. Pairs(request).Select(pair => pair.Name)];

    internal static string? Parameter(AuthorizationRequest request, string name) =>
        Pairs(request).SingleOrDefault(pair => pair.Name == name).Value;

    private static IEnumerable<(string Name, string Value)> Pairs(AuthorizationRequest request) =>
        from pair in request.Url.OriginalString.Split('?', 2)[1].Split('&')
        let parts = pair.Split('=', 2)
        select (parts[0], Uri.UnescapeDataString(parts[1]));
}
