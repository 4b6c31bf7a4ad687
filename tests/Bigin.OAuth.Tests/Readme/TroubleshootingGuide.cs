using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>docs/troubleshooting.md in its parts: sections, rows of tables, and the texts that it quotes.</summary>
internal static partial class TroubleshootingGuide
{
    private const string FirstCause = "## At Bigin";

    private const string FirstTable = "## Every name";

    /// <summary>Gets the whole page.</summary>
    internal static string Text { get; } = Repository.Read("docs", "troubleshooting.md");

    /// <summary>Gets the causes with their fixes, by the anchor of their heading.</summary>
    internal static IReadOnlyDictionary<string, string> Causes { get; } = ReadSections(Cut(FirstCause, FirstTable));

    /// <summary>Gets the tables of names, by the anchor of their heading.</summary>
    internal static IReadOnlyDictionary<string, string> Tables { get; } = ReadSections(Cut(FirstTable, null));

    /// <summary>Gets the first column of every table: what a person sees.</summary>
    internal static IReadOnlyList<string> Seen { get; } =
    [
        .. Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => CodePattern().Matches(line.Split(" | ")[0]).Select(code => code.Groups["text"].Value)),
    ];

    /// <summary>Gets the texts that the causes quote, each as a whole, with … for what differs.</summary>
    internal static string[] GetQuotes(string section) =>
        [.. Readme_code.Fences(section, "text").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Gets the anchor of this page that a row of a table leads to, here or in another guide.</summary>
    internal static string GetTarget(string row) =>
        TargetPattern().Matches(row).OrderByDescending(link => link.Groups["page"].Success).FirstOrDefault()?.Groups["anchor"].Value ?? "";

    /// <summary>Finds the one row of a table that has a cell of its own for a name.</summary>
    internal static string GetRow(string table, string name) =>
        Tables[table].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains($"`{name}` |", StringComparison.Ordinal))
            .Should().ContainSingle(name).Subject;

    /// <summary>Says whether a quote is the beginning of a text, or all of it where it doesn't end with an ellipsis.</summary>
    internal static bool Matches(string quote, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(quote).Replace("…", ".*?", StringComparison.Ordinal)}{(quote.EndsWith('…') ? "" : "$")}",
            RegexOptions.Singleline);

    private static string Cut(string first, string? next)
    {
        int start = Text.IndexOf(first, StringComparison.Ordinal);
        return next is null ? Text[start..] : Text[start..Text.IndexOf(next, StringComparison.Ordinal)];
    }

    private static Dictionary<string, string> ReadSections(string chapters) =>
        ChapterPattern().Replace(chapters, "").Split("\n### ").Skip(1).ToDictionary(
            section => Anchors.Of(section.Split('\n')[0]),
            section => section[(section.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\]\((?<page>troubleshooting\.md)?#(?<anchor>[^)]+)\)")]
    private static partial Regex TargetPattern();

    [GeneratedRegex("(?<=\n)## .*\n")]
    private static partial Regex ChapterPattern();
}
