using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Readme;

public sealed partial class Links_of_the_guides
{
    private static readonly TestCaseData[] Links =
    [
        .. from document in (string[])
           [
               .. Directory.GetFiles(Repository.GetPath("docs"), "*.md", SearchOption.AllDirectories),
               .. Directory.GetFiles(Repository.GetPath(), "*.md"),
           ]
           let name = Path.GetRelativePath(Repository.GetPath(), document).Replace('\\', '/')
           from link in LinkPattern().Matches(File.ReadAllText(document)).Select(link => link.Groups["target"].Value).Distinct()
           where !link.Contains(':', StringComparison.Ordinal)
           select new TestCaseData(document, link).SetArgDisplayNames(name, link),
    ];

    [TestCaseSource(nameof(Links))]
    public void Lead_to_a_file_and_a_heading_that_exist(string document, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? document : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, parts[0]));

        Path.Exists(target).Should().BeTrue(target);
        if (parts.Length > 1)
        {
            Anchors.In(File.ReadAllText(target)).Should().Contain(parts[1]);
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex LinkPattern();
}
