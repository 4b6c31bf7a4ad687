namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Overloads_agree
{
    private static readonly TestCaseData[] Queries =
    [
        Row("a grant", GoodRedirect.Query, "granted"),
        Row("a trailing ampersand", GoodRedirect.Query + "&", "granted"),
        Row("a second question mark", GoodRedirect.With(("code", "?code=c")), "granted '?code=c'"),
        Row("a slash and a colon", GoodRedirect.With(("accounts-server", "https://accounts.zoho.com")), "granted"),
        Row("a denial", $"error=access_denied&error_description=%E5%90%A6&state={GoodRedirect.State}", "denied '否'"),
        Row("a failure", "error=no_org", "failed 'no_org'"),
        Row("nothing", "", "rejected MissingState"),
        Row("another state", GoodRedirect.With(("state", "other")), "rejected StateMismatch"),
        // Uri.Query would make ~ of %7E, %25zz of %zz, %22 of a quotation mark, %20 of a space, %C3%A9 of é and %EF%BF%BD of half a pair.
        Row("an escaped tilde", GoodRedirect.With(("code", "a%7Eb")), "granted 'a~b'"),
        Row("an escaped percent sign before digits", GoodRedirect.With(("code", "a%2541")), "granted 'a%41'"),
        Row("an escape in lower case", GoodRedirect.With(("code", "a%7eb")), "granted 'a~b'"),
        Row("a broken escape", GoodRedirect.With(("code", "a%zz")), "rejected MalformedQuery code"),
        Row("a percent sign at the end", GoodRedirect.With(("accounts-server", GoodRedirect.AccountsServer + "%")), "rejected MalformedQuery accounts-server"),
        Row("a bare quotation mark", GoodRedirect.With(("code", "a\"b")), "granted 'a\"b'"),
        Row("bare angle brackets, braces and a backslash", GoodRedirect.With(("code", "<{a\\b|^`}>")), "granted '<{a\\b|^`}>'"),
        Row("a bare space inside", GoodRedirect.With(("code", "a b")), "granted 'a b'"),
        Row("a bare space at the end", $"{GoodRedirect.With(("code", null))}&code=a ", "granted 'a '"),
        Row("a bare letter outside ASCII", GoodRedirect.With(("code", "é")), "rejected InvalidCode"),
        Row("a letter outside ASCII in a description", "error=server_error&error_description=é", "failed 'server_error' 'é'"),
        Row("half a surrogate pair", GoodRedirect.With(("code", "\uD800")), "rejected MalformedQuery code"),
        Row("a bare control character", GoodRedirect.With(("code", "a\u0001")), "rejected MalformedQuery code"),
        Row("invalid UTF-8", GoodRedirect.With(("code", "%FF")), "rejected MalformedQuery code"),
        Row("dots as in a path", GoodRedirect.With(("code", "/../a/./b")), "granted '/../a/./b'"),
        Row("8,192 characters", GoodRedirect.Query + "&x=" + new string('x', 8192 - GoodRedirect.Query.Length - 3), "granted"),
        Row("8,193 characters", GoodRedirect.Query + "&x=" + new string('x', 8193 - GoodRedirect.Query.Length - 3), "rejected MalformedQuery"),
    ];

    private static readonly string[] Fragments = ["", "#", "#_=_", $"#code=x&error=access_denied&state={GoodRedirect.State}", "#?code=x", "##" + new string('x', 9000)];

    [TestCaseSource(nameof(Queries))]
    public void On_every_query_with_every_fragment(string query, string expected)
    {
        foreach (string fragment in Fragments)
        {
            string answer = AnswerTo("?" + query + fragment);

            answer.Should().StartWith(expected);
            AnswerTo(query + fragment).Should().Be(answer, "the question mark may be left out");
            AnswerTo(new Uri("https://www.yourdomain.com/callback?" + query + fragment)).Should().Be(answer, "the Uri is absolute");
            AnswerTo("https://www.yourdomain.com/callback?" + query + fragment).Should().Be(answer, "the text is an address");
            AnswerTo("com.example.app-2+x://callback?" + query + fragment).Should().Be(answer, "any scheme will do");
            AnswerTo(new Uri("/callback?" + query + fragment, UriKind.Relative)).Should().Be(answer, "the Uri is relative");
            AnswerTo(new Uri("?" + query + fragment, UriKind.Relative)).Should().Be(answer, "the Uri is a query alone");
        }
    }

    [Test]
    public void That_a_redirect_without_a_query_is_an_empty_one()
    {
        string empty = AnswerTo("");

        AnswerTo((string?)null).Should().Be(empty);
        AnswerTo((Uri?)null).Should().Be(empty);
        AnswerTo(new Uri("https://www.yourdomain.com/callback")).Should().Be(empty);
        AnswerTo(new Uri("/callback", UriKind.Relative)).Should().Be(empty);
        AnswerTo(new Uri("", UriKind.Relative)).Should().Be(empty);
        AnswerTo(new Uri(GoodRedirect.Query, UriKind.Relative)).Should().Be(empty, "a query begins with a question mark");
        AnswerTo("https://www.yourdomain.com/callback").Should().Be(empty);
        AnswerTo($"https://www.yourdomain.com/{GoodRedirect.Query}").Should().Be(empty, "an address without a question mark has no query");
        AnswerTo(new Uri($"https://www.yourdomain.com/callback#?{GoodRedirect.Query}")).Should().Be(empty, "what is behind # is no query");
    }

    [TestCase("://x?")]
    [TestCase("1https://x?")]
    [TestCase("https:/x?")]
    [TestCase("ht tps://x?")]
    public void That_text_without_a_scheme_is_a_query(string start) =>
        AnswerTo($"{start}{GoodRedirect.With(("code", null))}&code=c&state={GoodRedirect.State}").Should().StartWith("granted 'c'");

    private static string AnswerTo(string? query) =>
        Agreed(Client.Parser().Parse(query, GoodRedirect.State), Client.Parser().Parse(query, GoodRedirect.Pending));

    private static string AnswerTo(Uri? redirect) =>
        Agreed(Client.Parser().Parse(redirect, GoodRedirect.State), Client.Parser().Parse(redirect, GoodRedirect.Pending));

    private static string Agreed(RedirectResponse byState, RedirectResponse byPending)
    {
        string answer = GoodRedirect.Describe(byState);
        GoodRedirect.Describe(byPending).Should().Be(answer, "the pending authorization holds the same state");
        return answer;
    }

    private static TestCaseData Row(string name, string query, string expected) => new TestCaseData(query, expected).SetArgDisplayNames(name);
}
