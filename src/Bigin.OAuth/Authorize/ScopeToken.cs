using System.Buffers;

namespace Bigin.OAuth;

/// <summary>What one scope may be written with.</summary>
internal static class ScopeToken
{
    // RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ). Departure: Bigin separates scopes by comma, so a comma can't be
    // in one.
    // https://www.rfc-editor.org/rfc/rfc6749#section-3.3
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(c => (char)c).Except(['"', '\\', ','])]);

    /// <summary>Describes what is wrong with a scope, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(string? scope)
    {
        if (string.IsNullOrEmpty(scope))
        {
            return "is empty";
        }

        int index = scope.AsSpan().IndexOfAnyExcept(Allowed);
        return index < 0 ? null : scope[index] switch
        {
            ',' => "holds a comma; give each scope an entry of its own",
            ' ' => "holds a space; give each scope an entry of its own",
            _ => "holds a character that RFC 6749 section 3.3 does not allow",
        };
    }
}
