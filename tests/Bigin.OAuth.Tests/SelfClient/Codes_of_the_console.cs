using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.SelfClient;

[TestOf(typeof(SelfClientCodeParser))]
public sealed class Codes_of_the_console
{
    // Milliseconds: 30 seconds after the moment of the tests.
    private static readonly long Soon = Client.Now.AddSeconds(30).ToUnixTimeMilliseconds();

    private static readonly TestCaseData[] Accepted =
    [
        Row("the file of the console", File()),
        Row("a byte order mark", "\uFEFF" + File()),
        Row("line breaks of Windows", File().Replace(",", ",\r\n", StringComparison.Ordinal) + "\r\n"),
        Row("members of another order and others beside them", $$"""{"new":{"code":1},"code":"1000.ab.cd","list":[1,2],"grant_type":"authorization_code","expiry_time":{{Soon}}}"""),
        Row("only a code in a file", """{"code":"1000.ab.cd"}"""),
        Row("null in place of what is not needed", """{"code":"1000.ab.cd","grant_type":null,"expiry_time":null,"client_id":null,"scope":null}"""),
        Row("an expiry as text", $$"""{"code":"1000.ab.cd","expiry_time":"{{Soon}}"}"""),
        Row("an expiry with a fraction of zero", $$"""{"code":"1000.ab.cd","expiry_time":{{Soon}}.0}"""),
        Row("an expiry that no number has", """{"code":"1000.ab.cd","expiry_time":99999999999999999999}"""),
        Row("an expiry that no calendar has", """{"code":"1000.ab.cd","expiry_time":9223372036854775807}"""),
        Row("an expiry less than a minute ago", $$"""{"code":"1000.ab.cd","expiry_time":{{Client.Now.AddSeconds(-59).ToUnixTimeMilliseconds()}}}"""),
        Row("the code", "1000.ab.cd"),
        Row("the code with white space around it", " \t1000.ab.cd\r\n"),
        Row("the code after a byte order mark", "\uFEFF1000.ab.cd"),
    ];

    private static readonly TestCaseData[] Rejected =
    [
        Row(SelfClientCodeRejection.Malformed, null, "{"),
        Row(SelfClientCodeRejection.Malformed, null, "{\uD800"),
        Row(SelfClientCodeRejection.Malformed, null, "[]"),
        Row(SelfClientCodeRejection.Malformed, null, """{"code":"1000.ab.cd"} and more"""),
        Row(SelfClientCodeRejection.Malformed, null, """{"code":"\uD800"}"""),
        Row(SelfClientCodeRejection.Malformed, null, "{\"code\":\"" + new string('a', 64 * 1024) + "\"}"),
        Row(SelfClientCodeRejection.Malformed, null, new string('a', (64 * 1024) + 1)),
        Row(SelfClientCodeRejection.Malformed, "code", """{"code":"1000.ab.cd","code":"1000.ab.cd"}"""),
        Row(SelfClientCodeRejection.Malformed, "code", """{"c\u006fde":"1000.ab.cd","code":"1000.ab.cd"}"""),
        Row(SelfClientCodeRejection.Malformed, "code", """{"code":1}"""),
        Row(SelfClientCodeRejection.Malformed, "code", """{"code":["1000.ab.cd"]}"""),
        Row(SelfClientCodeRejection.Malformed, "grant_type", """{"code":"1000.ab.cd","grant_type":1}"""),
        Row(SelfClientCodeRejection.Malformed, "client_id", """{"code":"1000.ab.cd","client_id":{}}"""),
        Row(SelfClientCodeRejection.Malformed, "expiry_time", """{"code":"1000.ab.cd","expiry_time":"soon"}"""),
        Row(SelfClientCodeRejection.Malformed, "expiry_time", """{"code":"1000.ab.cd","expiry_time":1.5}"""),
        Row(SelfClientCodeRejection.Malformed, "scope", """{"code":"1000.ab.cd","scope":1}"""),
        Row(SelfClientCodeRejection.Malformed, "scope", """{"code":"1000.ab.cd","scope":["a",1]}"""),
        Row(SelfClientCodeRejection.MissingCode, "code", null),
        Row(SelfClientCodeRejection.MissingCode, "code", ""),
        Row(SelfClientCodeRejection.MissingCode, "code", " \r\n"),
        Row(SelfClientCodeRejection.MissingCode, "code", "{}"),
        Row(SelfClientCodeRejection.MissingCode, "code", """{"code":null}"""),
        Row(SelfClientCodeRejection.MissingCode, "code", """{"code":"","grant_type":"client_credentials"}"""),
        Row(SelfClientCodeRejection.MissingCode, "code", """{"Code":"1000.ab.cd"}"""),
        Row(SelfClientCodeRejection.UnsupportedGrantType, "grant_type", """{"code":"1000.ab.cd","grant_type":"client_credentials"}"""),
        Row(SelfClientCodeRejection.UnsupportedGrantType, "grant_type", """{"code":"a b","grant_type":""}"""),
        Row(SelfClientCodeRejection.InvalidCode, "code", "1000.ab\r\n1000.cd"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "1000.ab 1000.cd"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "\"1000.ab.cd\""),
        Row(SelfClientCodeRejection.InvalidCode, "code", "'1000.ab.cd'"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "self_client.json"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "C:\\Downloads\\self_client.json"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "code=1000.ab.cd"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "https://localhost/callback?code=1000.ab.cd"),
        Row(SelfClientCodeRejection.InvalidCode, "code", "1000.äb.cd"),
        Row(SelfClientCodeRejection.InvalidCode, "code", new string('a', 2049)),
        Row(SelfClientCodeRejection.InvalidCode, "code", """{"code":"1000.ab\n","expiry_time":1}"""),
        Row(SelfClientCodeRejection.Expired, "expiry_time", $$"""{"code":"1000.ab.cd","expiry_time":{{Client.Now.AddSeconds(-60).ToUnixTimeMilliseconds()}}}"""),
        Row(SelfClientCodeRejection.Expired, "expiry_time", """{"code":"1000.ab.cd","expiry_time":1656472923084}"""),
        Row(SelfClientCodeRejection.Expired, "expiry_time", """{"code":"1000.ab.cd","expiry_time":0}"""),
        Row(SelfClientCodeRejection.Expired, "expiry_time", """{"code":"1000.ab.cd","expiry_time":-9223372036854775808}"""),
    ];

    [TestCaseSource(nameof(Accepted))]
    public void Are_read_from_the_file_and_by_themselves(string text) =>
        Parser().Parse(text, DataCenter.Europe).Should().BeOfType<SelfClientCode>().Which.Code.Reveal().Should().Be("1000.ab.cd");

    [TestCaseSource(nameof(Rejected))]
    public void Are_rejected_with_the_first_check_that_fails(SelfClientCodeRejection reason, string? member, string? text)
    {
        SelfClientCodeRejected rejected = Parser().Parse(text, DataCenter.Europe).Should().BeOfType<SelfClientCodeRejected>().Subject;

        rejected.Reason.Should().Be(reason);
        rejected.Member.Should().Be(member);
        rejected.Message.Should().EndWith(".").And.NotContain("1000.");
    }

    [Test]
    public void Come_with_all_that_the_file_says_but_the_secret()
    {
        SelfClientCode code = Parser().Parse(File(), DataCenter.Europe).Should().BeOfType<SelfClientCode>().Subject;

        code.DataCenter.Should().BeSameAs(DataCenter.Europe);
        code.ClientId.Should().Be(Client.Id);
        code.Scopes.Should().Equal(BiginScopes.Org.Read, BiginScopes.Modules.All);
        code.Code.ReceivedAt.Should().Be(Client.Now);
        code.Code.ExpiresAt.Should().Be(Client.Now.AddSeconds(30).AddMinutes(1), "clocks differ");
        string printed = $"{code} {System.Text.Json.JsonSerializer.Serialize(code)}";
        printed.Should().NotContain("1000.ab.cd").And.NotContain(Client.Secret);
    }

    [Test]
    public void Name_their_scopes_as_text_too() =>
        Parser().Parse("""{"code":"1000.ab.cd","scope":"a,b c"}""", DataCenter.Europe).Should().BeOfType<SelfClientCode>()
            .Which.Scopes.Should().Equal("a", "b", "c");

    [TestCase("1000.ab.cd")]
    [TestCase("""{"code":"1000.ab.cd","expiry_time":9223372036854775807}""")]
    public void Live_ten_minutes_where_no_file_says_less(string text)
    {
        SelfClientCode code = Parser().Parse(text, DataCenter.Europe).Should().BeOfType<SelfClientCode>().Subject;

        (code.Code.ExpiresAt - code.Code.ReceivedAt).Should().Be(TimeSpan.FromMinutes(10));
    }

    [Test]
    public void Of_a_data_center_that_is_not_allowed_are_rejected_last()
    {
        SelfClientCodeParser parser = Parser(options => options.AllowedDataCenters.Add("us"));

        Reason(parser, "1000.ab.cd").Should().Be(SelfClientCodeRejection.DataCenterNotAllowed);
        Reason(parser, """{"code":"1000.ab.cd","expiry_time":1}""").Should().Be(SelfClientCodeRejection.Expired);

        static SelfClientCodeRejection Reason(SelfClientCodeParser parser, string text) =>
            parser.Parse(text, DataCenter.Europe).Should().BeOfType<SelfClientCodeRejected>().Which.Reason;
    }

    [Test]
    public void Of_a_data_center_that_is_not_configured_are_the_programmers_mistake()
    {
        var elsewhere = new DataCenter("xx", new Uri("https://accounts.example.com"), new Uri("https://www.example.com"));

        FluentActions.Invoking(() => Parser().Parse("1000.ab.cd", elsewhere)).Should().Throw<ArgumentException>().WithParameterName("dataCenter");
        FluentActions.Invoking(() => Parser().Parse("1000.ab.cd", null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void Match_runs_the_function_that_applies()
    {
        Name(Parser().Parse("1000.ab.cd", DataCenter.Europe)).Should().Be("accepted eu");
        Name(Parser().Parse("", DataCenter.Europe)).Should().Be("rejected MissingCode");

        static string Name(SelfClientCodeResult result) => result.Match(
            accepted: code => $"accepted {code.DataCenter.Id}",
            rejected: rejection => $"rejected {rejection.Reason}");
    }

    private static string File() =>
        $$"""{"scope":["{{BiginScopes.Org.Read}}","{{BiginScopes.Modules.All}}"],"expiry_time":{{Soon}},"client_id":"{{Client.Id}}","client_secret":"{{Client.Secret}}","code":"1000.ab.cd","grant_type":"authorization_code"}""";

    private static TestCaseData Row(string name, string text) => new TestCaseData(text).SetName($"{{m}} with {name}");

    private static TestCaseData Row(SelfClientCodeRejection reason, string? member, string? text) =>
        new TestCaseData(reason, member, text).SetArgDisplayNames(reason.ToString(), member ?? "no member", text is { Length: > 100 } ? $"{text.Length} characters" : text ?? "null");

    private static SelfClientCodeParser Parser(Action<BiginOAuthOptions>? configure = null)
    {
        var options = new BiginOAuthOptions { ClientType = BiginClientType.SelfClient, ClientId = Client.Id };
        configure?.Invoke(options);
        return new SelfClientCodeParser(options, new FakeTimeProvider(Client.Now));
    }
}
