namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class States_are_compared
{
    private static readonly string Longest = string.Concat(Enumerable.Range(0, 512).Select(index => (char)('a' + (index % 26))));

    private static readonly TestCaseData[] Same =
    [
        Row("as it was sent", GoodRedirect.State, GoodRedirect.State),
        Row("encoded", string.Concat(GoodRedirect.State.Select(character => $"%{(int)character:X2}")), GoodRedirect.State),
        Row("one letter", "s", "s"),
        Row("every unreserved mark", "-._~", "-._~"),
        Row("encoded marks", "%2D%2E%5F%7E", "-._~"),
        Row("a space", "a+b", "a b"),
        Row("512 characters", Longest, Longest),
        Row("a letter outside ASCII", "st%C3%A4te", "st\u00E4te"),
        Row("a letter outside ASCII that came as it is", "st\u00E4te", "st\u00E4te"),
        Row("a surrogate pair", "%F0%9F%98%80", "\U0001F600"),
        Row("200 letters outside ASCII", string.Concat(Enumerable.Repeat("%C3%A4", 200)), new string('\u00E4', 200)),
    ];

    private static readonly TestCaseData[] Different =
    [
        Row("wrong last character", GoodRedirect.State[..^1] + "N", GoodRedirect.State),
        Row("wrong first character", "A" + GoodRedirect.State[1..], GoodRedirect.State),
        Row("wrong middle character", GoodRedirect.State[..20] + "." + GoodRedirect.State[21..], GoodRedirect.State),
        Row("shorter", GoodRedirect.State[..^1], GoodRedirect.State),
        Row("longer", GoodRedirect.State + "M", GoodRedirect.State),
        Row("twice in one", GoodRedirect.State + GoodRedirect.State, GoodRedirect.State),
        Row("first character alone", GoodRedirect.State[..1], GoodRedirect.State),
        Row("upper case", GoodRedirect.State.ToUpperInvariant(), GoodRedirect.State),
        Row("lower case", GoodRedirect.State.ToLowerInvariant(), GoodRedirect.State),
        Row("space before", "+" + GoodRedirect.State, GoodRedirect.State),
        Row("space after", GoodRedirect.State + "+", GoodRedirect.State),
        Row("invisible character after", GoodRedirect.State + "%E2%80%8B", GoodRedirect.State),
        Row("encoded twice", GoodRedirect.State.Replace("-", "%252D", StringComparison.Ordinal), GoodRedirect.State),
        Row("Cyrillic letter", "st\u0430te", "state"),
        Row("encoded Cyrillic letter", "st%D0%B0te", "state"),
        Row("letter that ends in the same byte", "st\u0161te", "state"),
        Row("full-width letters", "\uFF53tate", "state"),
        Row("question mark for what is not ASCII", "?", "\u00E9"),
        Row("neither is ASCII", "\u00E8", "\u00E9"),
        Row("200 letters outside ASCII with a wrong last", new string('\u00E4', 199) + "\u00E5", new string('\u00E4', 200)),
        Row("512 with a wrong first", "." + Longest[1..], Longest),
        Row("512 with a wrong 128th", Longest[..127] + "." + Longest[128..], Longest),
        Row("512 with a wrong 129th", Longest[..128] + "." + Longest[129..], Longest),
        Row("512 with a wrong last", Longest[..^1] + ".", Longest),
        Row("511 of 512", Longest[..^1], Longest),
    ];

    [TestCaseSource(nameof(Same))]
    public void And_accepted_where_they_are_the_same(string written, string expected) =>
        Client.Parser().Parse(GoodRedirect.With(("state", written)), expected).Should().BeOfType<AuthorizationResult>()
            .Which.IsStateVerified.Should().BeTrue();

    [TestCaseSource(nameof(Different))]
    public void And_refused_where_they_differ(string written, string expected)
    {
        foreach (string query in new[] { GoodRedirect.With(("state", written)), $"error=access_denied&state={written}" })
        {
            Client.Parser().Parse(query, expected).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.StateMismatch);
        }
    }

    private static TestCaseData Row(string name, string written, string expected) => new TestCaseData(written, expected).SetArgDisplayNames(name);
}
