namespace Bigin.OAuth.Tests.Conventions;

/// <summary>What a reader of a package's source can rely on, beside what the analyzers check.</summary>
public sealed class Source_files
{
    private const int MaxLines = 250;

    private const int MaxColumns = 140; // as .editorconfig has it for src

    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Repository.GetPath("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Repository.IsMade(file)),
    ];

    [Test]
    public void Have_at_most_250_lines() =>
        Files.Where(file => File.ReadLines(file).Count() > MaxLines).Should().BeEmpty("a longer file holds two subjects");

    [Test]
    public void Have_lines_of_at_most_140_columns()
    {
        string[] found =
        [
            .. from file in Files
               from line in FindLongLines(File.ReadAllLines(file))
               select $"{Path.GetRelativePath(Repository.GetPath(), file)}:{line}",
        ];

        Files.Should().HaveCountGreaterThan(300);
        found.Should().BeEmpty("a reader should not have to scroll");
    }

    [TestCase(new[] { "a", "{0}" }, 2)]
    [TestCase(new[] { "\"\"\"", "{0}", "\"\"\"", "{0}" }, 4)] // the text of several lines is as it will be printed
    [TestCase(new[] { "  <li>{0}", "{0}" }, 2)] // markup is as the browser gets it
    [TestCase(new[] { "/// <code>", "/// {0}", "/// </code>", "/// {0}" }, 4)] // an example is as a test has it
    public void Are_wrapped_where_they_can_be(string[] lines, int found) =>
        FindLongLines([.. lines.Select(line => line.Replace("{0}", new string('x', MaxColumns + 1), StringComparison.Ordinal))])
            .Should().Equal(found);

    // Without the lines of a raw string, of an example and of markup.
    private static IEnumerable<int> FindLongLines(string[] lines)
    {
        const string RawString = "\"\"\"";
        bool isText = false;
        bool isExample = false;
        for (int i = 0; i < lines.Length; i++)
        {
            int marks = lines[i].Split(RawString).Length - 1;
            isExample = (isExample || lines[i].Contains("<code>", StringComparison.Ordinal)) && !lines[i].Contains("</code>", StringComparison.Ordinal);
            bool isMarkup = lines[i].TrimStart().StartsWith('<');
            if (lines[i].Length > MaxColumns && !isText && marks == 0 && !isExample && !isMarkup)
            {
                yield return i + 1;
            }

            isText ^= marks % 2 == 1;
        }
    }
}
