using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The anchors that GitHub makes of the headings of a document.</summary>
internal static partial class Anchors
{
    internal static string[] In(string document) =>
        [.. HeadingPattern().Matches(FencePattern().Replace(document, "")).Select(heading => Of(heading.Groups["text"].Value))];

    internal static string Of(string heading) =>
        PunctuationPattern().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencePattern();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex PunctuationPattern();
}
