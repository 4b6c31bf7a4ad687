using System.Reflection;
using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(ConnectOutcome))]
public sealed class Problem_types
{
    private static readonly string[] Types =
    [
        .. typeof(ConnectOutcome).Assembly.GetTypes().Single(type => type.Name == "Problem").GetProperties(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(property => property.GetValue(null)!).Select(problem => (string)problem.GetType().GetProperty("Type")!.GetValue(problem)!),
    ];

    [Test]
    public void Are_all_reached_by_a_test() =>
        Types.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(EveryOutcome.Rows.Select(row => row.Type).OfType<string>().Distinct().Concat(["cross-site", "page-expired"]));

    [TestCaseSource(nameof(Types))]
    public void Have_a_row_in_the_guide(string type) =>
        Repository.Read("docs", "aspnetcore.md").Split('\n').Should().ContainSingle(line => line.StartsWith('|') && line.Contains($"`urn:bigin-oauth:{type}`", StringComparison.Ordinal));
}
