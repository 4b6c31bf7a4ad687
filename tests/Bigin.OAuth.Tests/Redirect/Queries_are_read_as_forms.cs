namespace Bigin.OAuth.Tests.Redirect;

/// <summary>The WHATWG URL standard's urlencoded parsing: https://url.spec.whatwg.org/#urlencoded-parsing.</summary>
[TestOf(typeof(RedirectResponseParser))]
public sealed class Queries_are_read_as_forms
{
    private const string Rest = $"state={GoodRedirect.State}&location=us&accounts-server={GoodRedirect.AccountsServer}";

    private static readonly TestCaseData[] Accepted =
    [
        Row("plain", $"code=c&{Rest}", "c"),
        Row("the code last", $"{Rest}&code=c", "c"),
        Row("a trailing ampersand", $"code=c&{Rest}&", "c"),
        Row("empty pairs", $"&&code=c&&&{Rest}&&", "c"),
        Row("pairs of an equals sign alone", $"=&code=c&=&{Rest}&==", "c"),
        Row("a plus is a space", $"code=a+b&{Rest}", "a b"),
        Row("%20 is a space", $"code=a%20b&{Rest}", "a b"),
        Row("%2B is a plus", $"code=a%2Bb&{Rest}", "a+b"),
        Row("%2b is a plus", $"code=a%2bb&{Rest}", "a+b"),
        Row("%26 divides nothing", $"code=a%26state=x&{Rest}", "a&state=x"),
        Row("%3D divides nothing", $"code%3D=x&code=a%3Db&{Rest}", "a=b"),
        Row("only the first equals sign divides", $"code=a=b==&{Rest}", "a=b=="),
        Row("a question mark in a value", $"code=a?b&{Rest}", "a?b"),
        Row("decoded once", $"code=%2541&{Rest}", "%41"),
        Row("a semicolon divides nothing", $"code=a;b&{Rest}", "a;b"),
        Row("an encoded name", $"c%6Fde=c&{Rest}", "c"),
        Row("an encoded name in lower case", $"c%6fde=c&{Rest}", "c"),
        Row("a wholly encoded name", $"%63%6F%64%65=c&{Rest}", "c"),
        Row("an encoded hyphen in a name", $"code=c&state={GoodRedirect.State}&location=us&accounts%2Dserver={GoodRedirect.AccountsServer}", "c"),
        Row("an empty value of another parameter", $"code=c&error=&{Rest}", "c"),
        Row("a parameter without an equals sign", $"code=c&error&access_token&id_token&{Rest}", "c"),
        Row("an empty token", $"code=c&access_token=&id_token=&{Rest}", "c"),
        Row("a description beside a code", $"code=c&error_description=why&{Rest}", "c"),
        Row("an unknown parameter", $"code=c&tenant=7&{Rest}", "c"),
        Row("an unknown parameter that is repeated", $"tenant=7&code=c&tenant=7&{Rest}&tenant=8", "c"),
        Row("an unknown parameter with a broken escape", $"code=c&tenant=%zz&{Rest}", "c"),
        Row("an unknown parameter with invalid UTF-8", $"code=c&tenant=%FF%C0%80&{Rest}", "c"),
        Row("an unknown parameter with control characters", $"code=c&tenant=%00%0D%0A\0&{Rest}", "c"),
        Row("an unknown parameter with half a surrogate pair", $"code=c&tenant=\uD800&{Rest}", "c"),
        Row("a name that is a broken escape", $"code=c&%=1&%z=1&%zz=1&code%=1&c%6=1&{Rest}", "c"),
        Row("a name that is invalid UTF-8", $"code=c&%FF=1&code%FF=1&{Rest}", "c"),
        Row("a name that is longer when decoded", $"code=c&{new string('x', 100)}%41=1&error_description%78=1&{Rest}", "c"),
        Row("names are case-sensitive", $"code=c&Code=d&CODE=e&State=x&Error=x&Location=eu&Accounts-Server=x&Access_Token=x&{Rest}", "c"),
        Row("names with something before or after are others", $"code=c&code%20=1&+code=2&code%00=3&xcode=4&code[]=5&{Rest}", "c"),
        Row("an underscore is no hyphen", $"code=c&accounts_server=x&{Rest}", "c"),
    ];

    private static IEnumerable<TestCaseData> EveryOrder()
    {
        string[] parameters = GoodRedirect.Query.Split('&');
        return from first in parameters
               from second in parameters.Except([first])
               from third in parameters.Except([first, second])
               from fourth in parameters.Except([first, second, third])
               let order = new[] { first, second, third, fourth }
               select new TestCaseData(string.Join('&', order))
                   .SetArgDisplayNames([.. order.Select(parameter => parameter.Split('=')[0])]);
    }

    [TestCaseSource(nameof(Accepted))]
    public void And_give_this_code(string query, string code) =>
        GoodRedirect.Parse(query).Should().BeOfType<AuthorizationResult>().Which.Code.Reveal().Should().Be(code);

    [TestCaseSource(nameof(EveryOrder))]
    public void Parameters_come_in_any_order(string query) =>
        GoodRedirect.Parse(query).Should().BeOfType<AuthorizationResult>().Which.Code.Reveal().Should().Be(GoodRedirect.Code);

    [TestCase("Code", TestName = "Names_in_another_case_are_not_recognised(Code)")]
    [TestCase("CODE", TestName = "Names_in_another_case_are_not_recognised(CODE)")]
    [TestCase("c%4Fde", TestName = "Names_in_another_case_are_not_recognised(encoded capital)")]
    public void Names_in_another_case_are_not_recognised(string name) =>
        GoodRedirect.Parse($"{name}=c&{Rest}").Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.MissingParameter);

    private static TestCaseData Row(string name, string query, string code) => new TestCaseData(query, code).SetArgDisplayNames(name);
}
