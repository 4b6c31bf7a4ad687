using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Conventions;

public sealed partial class The_threat_model
{
    private static readonly string Text = Repository.Read("docs", "threat-model.md");

    private static readonly string[] Sections = ["2.1", "2.1.1", "2.1.2", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.6", .. Enumerable.Range(1, 17).Select(number => $"4.{number}")];

    [Test]
    public void Names_tests_that_exist()
    {
        // Of this assembly, and of the process tests, where a class has a file of its own.
        string[] tests =
        [
            .. typeof(The_threat_model).Assembly.GetTypes().Select(type => type.Name),
            .. Directory.GetFiles(Repository.GetPath("tests", "Bigin.OAuth.ProcessTests"), "*.cs").Where(IsFixture).Select(file => Path.GetFileNameWithoutExtension(file)),
        ];

        Named().Should().HaveCountGreaterThan(30).And.BeSubsetOf(tests);
    }

    [TestCaseSource(nameof(Sections))]
    public void Answers_a_section_of_RFC_9700(string section) =>
        Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1])
            .Should().Contain(cell => cell.Split(',', StringSplitOptions.TrimEntries).Any(it => it == section || it.StartsWith(section + ".", StringComparison.Ordinal)));

    private static bool IsFixture(string file) => File.ReadAllText(file) is { } code
        && code.Contains($"class {Path.GetFileNameWithoutExtension(file)}", StringComparison.Ordinal) && code.Contains("[TestOf(", StringComparison.Ordinal);

    // The last cell of each row names the tests.
    private static string[] Named() =>
    [
        .. Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[^2])
            .SelectMany(cell => NamePattern().Matches(cell)).Select(match => match.Groups["name"].Value).Distinct(),
    ];

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9_]*)`")]
    private static partial Regex NamePattern();
}
