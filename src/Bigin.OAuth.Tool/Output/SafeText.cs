namespace Bigin.OAuth.Tool.Output;

/// <summary>Makes text from elsewhere harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>Replaces control characters but line breaks and tabs, because a terminal would obey them.</summary>
    internal static string Clean(string text) =>
        text.Any(IsHarmful) ? string.Create(text.Length, text, (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = IsHarmful(source[i]) ? '\uFFFD' : source[i];
            }
        }) : text;

    /// <summary>Makes text fit on one line and in one column.</summary>
    internal static string CleanLine(string text) => Clean(text).Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    // Directional marks could show an organization's name as another's.
    private static bool IsHarmful(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\r' or '\t'))
            || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
