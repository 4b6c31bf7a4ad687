using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Conventions;

/// <summary>A stranger reads code, messages and guides once. These words make them read twice.</summary>
public sealed partial class Plain_words
{
    private static readonly string[] Kinds = [".cs", ".cshtml", ".csproj", ".css", ".html", ".json", ".md", ".mjs", ".props", ".py", ".targets"];

    private static readonly string[] Folders = ["src", "tests", "samples", "benchmarks", "fuzz", "docs", ".ci"];

    private static readonly string[] Files =
    [
        .. Folders.SelectMany(folder => Directory.GetFiles(Repository.GetPath(folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Repository.GetPath(), "*.md"))
            .Where(file => Kinds.Contains(Path.GetExtension(file)) && !Repository.IsMade(file))
            .Where(file => Path.GetFileName(file) != $"{nameof(Plain_words)}.cs"),
    ];

    [Test]
    public void Are_used_everywhere()
    {
        string[] found =
        [
            .. from file in Files
               from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
               where Riddle().IsMatch(line.Text)
               select $"{Path.GetRelativePath(Repository.GetPath(), file)}:{line.Number}: {line.Text.Trim()}",
        ];

        Files.Should().HaveCountGreaterThan(500);
        found.Should().BeEmpty("a plain word says the same");
    }

    [Test]
    public void Of_the_guides_and_the_packages_name_no_unknown_person()
    {
        string[] found =
        [
            .. from file in Files
               where !Path.GetRelativePath(Repository.GetPath(), file).StartsWith("tests", StringComparison.Ordinal)
               from line in File.ReadLines(file)
               where UnknownPerson().IsMatch(line)
               select $"{Path.GetRelativePath(Repository.GetPath(), file)}: {line.Trim()}",
        ];

        found.Should().BeEmpty("a caller, a user and a process have names");
    }

    [GeneratedRegex(@"\b(mend(s|ed|ing)?|whoever|whomever|whatever|whichever|of no use|to the letter|today and next year|is no known)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Riddle();

    [GeneratedRegex(@"\b(somebody|nobody)\b(?!@)", RegexOptions.IgnoreCase)]
    private static partial Regex UnknownPerson();
}
