using Bigin.OAuth.Fuzz;

namespace Bigin.OAuth.Tests.Fuzzing;

[TestOf(typeof(Targets))]
public sealed class Corpora_of_the_fuzzer
{
    private static IEnumerable<TestCaseData> Inputs() =>
        from target in Targets.Names
        from file in Directory.EnumerateFiles(Repository.GetPath("fuzz", target), "*", SearchOption.AllDirectories)
        where Path.GetFileName(file) != "dictionary"
        orderby file
        select new TestCaseData(target, file).SetArgDisplayNames(target, Path.GetFileName(file));

    [TestCaseSource(nameof(Inputs))]
    public void Break_no_invariant_of_their_target(string target, string file) => Targets.Find(target)!(File.ReadAllBytes(file));

    [TestCase("redirect", 20)]
    [TestCase("token-body", 20)]
    [TestCase("api-body", 10)]
    [TestCase("loopback-request", 20)]
    public void Have_at_least_so_many_inputs(string target, int least) => Inputs().Count(input => Equals(input.Arguments[0], target)).Should().BeGreaterThanOrEqualTo(least);

    [Test]
    public void Of_redirects_have_every_case() =>
        Directory.EnumerateFiles(Repository.GetPath("fuzz", "redirect", "corpus"))
            .Select(file => Client.Parser().Parse("?" + LooseUtf8.Read(File.ReadAllBytes(file)), RedirectTarget.State).GetType())
            .Distinct().Should().HaveCount(4);
}
