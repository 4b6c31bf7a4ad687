namespace Bigin.OAuth.Tests.Redirect;

[NonParallelizable]
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
        Row("long token", GoodRedirect.Query + "&access_token=+" + Fill(7900)),
        Row("long error that is not ASCII", "error=é" + Fill(8000)),
        Row("many unknown parameters", string.Concat(Enumerable.Repeat("%61%62=%63&", 740))),
        Row("8,192 ampersands", new string('&', 8192)),
    ];

    [TestCaseSource(nameof(Rejected))]
    public void For_a_rejection_however_long_the_query(string query)
    {
        var parser = Client.Parser();
        parser.Parse(query, GoodRedirect.State).Should().BeOfType<RedirectRejected>();

        long bytes = BytesOf(() => parser.Parse(query, GoodRedirect.State), parses: 200);

        TestContext.Out.WriteLine($"{bytes} bytes a rejection");
        bytes.Should().BeLessThan(Budget);
    }

    // The first run within the budget counts: until the runtime has compiled everything below the parser for good, it allocates more.
    private static long BytesOf(Func<RedirectResponse> parse, int parses)
    {
        long least = long.MaxValue;
        for (int run = 0; run < 400 && least > (long)Budget * parses; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < parses; i++)
            {
                _ = parse();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / parses;
    }

    private static string Fill(int length) => new('c', length);

    private static TestCaseData Row(string name, string query) => new TestCaseData(query).SetArgDisplayNames(name);
}
