namespace Bigin.OAuth.Emulator;

/// <summary>Compares the scopes of a token with the one that a resource needs.</summary>
internal static class GrantedScopes
{
    private const string Everything = ".ALL";

    internal static bool Covers(IEnumerable<string> granted, string needed) => granted.Any(scope => Covers(scope, needed));

    // Bigin, "Scopes": ALL covers every operation, and a group such as ZohoBigin.modules covers its items. Letter case seems not to matter.
    private static bool Covers(string granted, string needed) =>
        string.Equals(granted, needed, StringComparison.OrdinalIgnoreCase)
        || (granted.EndsWith(Everything, StringComparison.OrdinalIgnoreCase)
            && needed.StartsWith(granted[..^(Everything.Length - 1)], StringComparison.OrdinalIgnoreCase));
}
