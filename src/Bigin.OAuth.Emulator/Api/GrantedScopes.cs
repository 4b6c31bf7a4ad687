namespace Bigin.OAuth.Emulator;

/// <summary>Tells whether the scopes of a token cover the one that a resource needs.</summary>
internal static class GrantedScopes
{
    private const string Everything = ".ALL";

    internal static bool Covers(IEnumerable<string> granted, string needed) => granted.Any(scope => Covers(scope, needed));

    // Bigin, "Scopes": ALL stands for every operation, and a group such as ZohoBigin.modules for its items. Letter case seems not to matter.
    private static bool Covers(string granted, string needed) =>
        string.Equals(granted, needed, StringComparison.OrdinalIgnoreCase)
        || (granted.EndsWith(Everything, StringComparison.OrdinalIgnoreCase)
            && needed.StartsWith(granted[..^(Everything.Length - 1)], StringComparison.OrdinalIgnoreCase));
}
