namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponse))]
public sealed class Match_runs_the_matching_branch
{
    private static readonly TestCaseData[] Answers =
    [
        new TestCaseData(GoodRedirect.Query, "granted").SetArgDisplayNames("granted"),
        new TestCaseData("error=access_denied", "denied").SetArgDisplayNames("denied"),
        new TestCaseData("error=no_org", "failed").SetArgDisplayNames("failed"),
        new TestCaseData("", "rejected").SetArgDisplayNames("rejected"),
    ];

    [TestCaseSource(nameof(Answers))]
    public void And_no_other_and_gives_what_it_returned(string query, string branch)
    {
        var response = GoodRedirect.Parse(query);
        var ran = new List<(string, RedirectResponse)>();

        string answer = response.Match(x => Run("granted", x), x => Run("denied", x), x => Run("failed", x), x => Run("rejected", x));

        answer.Should().Be(branch);
        ran.Should().Equal((branch, response));

        string Run(string name, RedirectResponse given)
        {
            ran.Add((name, given));
            return name;
        }
    }

    [TestCaseSource(nameof(Answers))]
    public void And_wants_every_branch(string query, string branch)
    {
        var response = GoodRedirect.Parse(query);
        var ran = new List<string>();
        Func<RedirectResponse, int> run = _ => Count(ran);

        new (string Name, Action Call)[]
        {
            ("granted", () => response.Match(null!, run, run, run)),
            ("denied", () => response.Match(run, null!, run, run)),
            ("failed", () => response.Match(run, run, null!, run)),
            ("rejected", () => response.Match(run, run, run, null!)),
        }.Should().AllSatisfy(row => row.Call.Should().Throw<ArgumentNullException>().WithParameterName(row.Name));
        ran.Should().BeEmpty("{0} must not run when another branch is missing", branch);
    }

    private static int Count(List<string> ran)
    {
        ran.Add("ran");
        return ran.Count;
    }
}
