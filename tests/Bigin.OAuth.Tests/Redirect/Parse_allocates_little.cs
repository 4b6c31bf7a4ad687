namespace Bigin.OAuth.Tests.Redirect;

[NonParallelizable]
[TestOf(typeof(RedirectResponseParser))]
public sealed class Parse_allocates_little
{
    private const int Budget = 512;

    private static readonly TestCaseData[] Rejected =
    [
        Row("too long", GoodRedirect.Query + "&x=" + new string('x', 8192)),
        Row("long code", GoodRedirect.With(("code", Fill(7900)))),
        Row("long encoded code", GoodRedirect.With(("code", "%41" + Fill(7900)))),
        Row("long state", GoodRedirect.With(("state", "%41" + Fill(7900)))),
        Row("long accounts server", GoodRedirect.With(("accounts-server", "https%3A%2F%2F" + Fill(7900)))),
        Row("long location", GoodRedirect.With(("location", "+" + Fill(7900)))),
        Row("long description", GoodRedirect.With(("state", "x"), ("error_description", new string('d', 1024)))),
        Row("long token", GoodRedirect.Query + "&access_token=+" + Fill(7900)),
        Row("long error that is not ASCII", "error=é" + Fill(8000)),
        Row("many parameters", string.Concat(Enumerable.Repeat("code=a&", 1170))),
        Row("many unknown parameters", string.Concat(Enumerable.Repeat("%61%62=%63&", 740))),
        Row("8,192 ampersands", new string('&', 8192)),
    ];

    private static readonly TestCaseData[] Described = [Row("beside a long description", GoodRedirect.With(("error_description", new string('d', 1024))))];

    [TestCase("?" + GoodRedirect.Query + "&", TestName = "For_a_grant_no_more_than_its_budget(as Bigin writes it)")]
    [TestCase($"?c%6Fde={GoodRedirect.Code}&state={GoodRedirect.State}&location=%75s&accounts-server=https://accounts.zoho.com:443/&x=%zz", TestName = "For_a_grant_no_more_than_its_budget(in an unusual spelling)")]
    [TestCaseSource(nameof(Described))]
    public void For_a_grant_no_more_than_its_budget(string query)
    {
        var parser = Client.Parser();
        parser.Parse(query, GoodRedirect.State).Should().BeOfType<AuthorizationResult>();

        long bytes = MeasureBytes(() => parser.Parse(query, GoodRedirect.State), parses: 1_000);

        TestContext.Out.WriteLine($"{bytes} bytes a grant");
        bytes.Should().BeInRange(1, Budget);
    }

    [TestCaseSource(nameof(Rejected))]
    public void For_a_rejection_however_long_the_query(string query)
    {
        var parser = Client.Parser();
        parser.Parse(query, GoodRedirect.State).Should().BeOfType<RedirectRejected>();

        long bytes = MeasureBytes(() => parser.Parse(query, GoodRedirect.State), parses: 200);

        TestContext.Out.WriteLine($"{bytes} bytes a rejection");
        bytes.Should().BeLessThan(Budget);
    }

    private static long MeasureBytes(Func<RedirectResponse> parse, int parses)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < parses; i++)
        {
            _ = parse();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / parses;
    }

    private static string Fill(int length) => new('c', length);

    private static TestCaseData Row(string name, string query) => new TestCaseData(query).SetArgDisplayNames(name);
}
