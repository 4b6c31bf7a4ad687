using static Bigin.OAuth.RedirectRejection;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectRejected))]
public sealed class Rejections
{
    private static readonly string[] Recognised = ["code", "state", "error", "location", "accounts-server", "access_token", "id_token"];

    private static readonly string[] Unrepeatable = ["code", "state", "error", "location", "accounts-server"];

    private static readonly (string Name, string Value)[] Unreadable =
    [
        ("broken escape", "a%zz"),
        ("half an escape", "a%4"),
        ("percent sign alone", "%"),
        ("escape of an escape sign cut off", "%2"),
        ("invalid UTF-8", "a%FF"),
        ("UTF-8 cut off", "%E4%BD"),
        ("UTF-8 cut off by a letter", "%E4%BDa"),
        ("UTF-8 cut off by a bare letter outside ASCII", "%C3\u00A9"),
        ("overlong UTF-8", "%C0%AF"),
        ("continuation byte alone", "%80"),
        ("surrogate in UTF-8", "%ED%A0%80"),
        ("beyond Unicode", "%F4%90%80%80"),
        ("first half of a pair", "a\uD83D"),
        ("second half of a pair", "\uDE00a"),
        ("bare zero", "a\0"),
        ("encoded zero", "a%00"),
        ("encoded tab", "%09"),
        ("encoded line feed", "a%0A"),
        ("encoded carriage return", "a%0D"),
        ("last control before the space", "%1F"),
        ("delete", "%7F"),
        ("bare delete", "\u007F"),
        ("C1 control", "%C2%85"),
        ("bare C1 control", "\u009F"),
    ];

    private static IEnumerable<TestCaseData> MalformedValues() =>
        from parameter in Recognised
        from unreadable in Unreadable
        select Row($"{parameter}, {unreadable.Name}", GoodRedirect.With((parameter, unreadable.Value)), MalformedQuery, parameter);

    private static IEnumerable<TestCaseData> MalformedErrors() =>
        from bad in new[] { "a\"b", "a%22b", "a\\b", "a%5Cb", "%E9%8C%AF", "é", "%C2%A0" }
        select Row($"error, {bad}", GoodRedirect.With(("code", null), ("error", bad)), MalformedQuery, "error");

    private static IEnumerable<TestCaseData> Duplicates() =>
        from parameter in Unrepeatable
        from again in new[] { "{0}=1&{0}=2", "{0}=1&{0}=1", "{0}=&{0}=", "{0}&{0}", "{0}=1&{0}=", "{0}=&{0}=1", "{0}=1&x=%zz&{0}=1&{0}=1" }
        let query = GoodRedirect.With((parameter, null)) + "&" + string.Format(null, again, parameter)
        select Row($"{parameter}, {again}", query, DuplicateParameter, parameter);

    private static readonly TestCaseData[] Others =
    [
        Row("a name that is repeated once decoded", GoodRedirect.Query + "&c%6Fde=x", DuplicateParameter, "code"),
        Row("the same values again", GoodRedirect.Query + "&" + GoodRedirect.Query, DuplicateParameter, "code"),
        Row("an access token", GoodRedirect.Query + "&access_token=x", ImplicitToken, "access_token"),
        Row("an access token alone", "access_token=x", ImplicitToken, "access_token"),
        Row("an access token twice", GoodRedirect.Query + "&access_token=x&access_token=x", ImplicitToken, "access_token"),
        Row("an empty access token and a full one", GoodRedirect.Query + "&access_token=&access_token=x", ImplicitToken, "access_token"),
        Row("an id token", GoodRedirect.Query + "&id_token=x", ImplicitToken, "id_token"),
        Row("an encoded name of a token", GoodRedirect.Query + "&id%5Ftoken=x", ImplicitToken, "id_token"),
        Row("an access token beside an error", $"error=access_denied&state={GoodRedirect.State}&access_token=x", ImplicitToken, "access_token"),
        Row("a code and a denial", GoodRedirect.Query + "&error=access_denied", ConflictingParameters, "error"),
        Row("a code and another error", "error=no_org&" + GoodRedirect.Query, ConflictingParameters, "error"),
        Row("no state", GoodRedirect.With(("state", null)), MissingState, "state"),
        Row("an empty state", GoodRedirect.With(("state", "")), MissingState, "state"),
        Row("an empty query", "", MissingState, "state"),
        Row("an empty error and no state", "error=", MissingState, "state"),
        Row("another state", GoodRedirect.With(("state", "x")), StateMismatch, "state"),
        Row("a space for a state", GoodRedirect.With(("state", "+")), StateMismatch, "state"),
        Row("no code", GoodRedirect.With(("code", null)), MissingParameter, "code"),
        Row("an empty code", GoodRedirect.With(("code", "")), MissingParameter, "code"),
        Row("a state alone", $"state={GoodRedirect.State}", MissingParameter, "code"),
        Row("no accounts server", GoodRedirect.With(("accounts-server", null)), MissingParameter, "accounts-server"),
        Row("an empty accounts server", GoodRedirect.With(("accounts-server", "")), MissingParameter, "accounts-server"),
        Row("no location", GoodRedirect.With(("location", null)), MissingParameter, "location"),
        Row("an empty location", GoodRedirect.With(("location", "")), MissingParameter, "location"),
        Row("a code outside ASCII", GoodRedirect.With(("code", "caf%C3%A9")), InvalidCode, "code"),
        Row("an unknown accounts server", GoodRedirect.With(("accounts-server", "https://accounts.example")), UnknownDataCenter, "accounts-server"),
        Row("an unknown accounts server of a known name", GoodRedirect.With(("accounts-server", "us")), UnknownDataCenter, "accounts-server"),
        Row("the location of another data center", GoodRedirect.With(("location", "eu")), DataCenterMismatch, "location"),
        Row("an unknown location", GoodRedirect.With(("location", "xx")), DataCenterMismatch, "location"),
        Row("a location with a space", GoodRedirect.With(("location", "us+")), DataCenterMismatch, "location"),
        Row("a location with a long s", GoodRedirect.With(("location", "u%C5%BF")), DataCenterMismatch, "location"),
        Row("an accounts server for a location", GoodRedirect.With(("location", GoodRedirect.AccountsServer)), DataCenterMismatch, "location"),
    ];

    [TestCaseSource(nameof(MalformedValues))]
    [TestCaseSource(nameof(MalformedErrors))]
    [TestCaseSource(nameof(Duplicates))]
    [TestCaseSource(nameof(Others))]
    public void Name_the_reason_and_the_parameter(string query, RedirectRejection reason, string parameter)
    {
        var rejected = GoodRedirect.Parse(query).Should().BeOfType<RedirectRejected>().Subject;

        rejected.Reason.Should().Be(reason);
        rejected.Parameter.Should().Be(parameter);
        rejected.Message.Should().NotBeNullOrWhiteSpace();
        rejected.ToString().Should().Contain(reason.ToString()).And.Contain(rejected.Message);
    }

    [TestCase("eu", TestName = "Name_a_data_center_that_is_not_allowed(one other)")]
    [TestCase("eu,uk", TestName = "Name_a_data_center_that_is_not_allowed(two others)")]
    public void Name_a_data_center_that_is_not_allowed(string allowed)
    {
        var parser = Client.Parser(options => Array.ForEach(allowed.Split(','), options.AllowedDataCenters.Add));

        var rejected = parser.Parse(GoodRedirect.Query, GoodRedirect.State).Should().BeOfType<RedirectRejected>().Subject;

        rejected.Reason.Should().Be(DataCenterNotAllowed);
        rejected.Parameter.Should().Be("location");
        rejected.Message.Should().Be("The data center is not one of AllowedDataCenters.");
    }

    [TestCase("us", TestName = "Spare_a_data_center_that_is_allowed(alone)")]
    [TestCase("eu,US", TestName = "Spare_a_data_center_that_is_allowed(in upper case)")]
    public void Spare_a_data_center_that_is_allowed(string allowed) =>
        Client.Parser(options => Array.ForEach(allowed.Split(','), options.AllowedDataCenters.Add))
            .Parse(GoodRedirect.Query, GoodRedirect.State).Should().BeOfType<AuthorizationResult>();

    [Test]
    public void Name_no_parameter_where_the_whole_query_is_too_long() =>
        GoodRedirect.Parse(GoodRedirect.Query + "&x=" + new string('x', 8192)).Should().BeOfType<RedirectRejected>()
            .Which.Should().BeEquivalentTo(new { Reason = MalformedQuery, Parameter = (string?)null, Message = "The query is longer than 8192 characters." });

    [Test]
    public void Name_the_first_of_two_parameters_that_cannot_be_read() =>
        GoodRedirect.Parse(GoodRedirect.With(("location", "%zz"), ("accounts-server", "%zz"))).Should().BeOfType<RedirectRejected>()
            .Which.Parameter.Should().Be("location");

    [Test]
    public void Have_a_row_for_each_reason() =>
        MalformedValues().Concat(Duplicates()).Concat(Others).Select(row => (RedirectRejection)row.Arguments[1]!)
            .Append(DataCenterNotAllowed)
            .Should().Contain(Enum.GetValues<RedirectRejection>());

    private static TestCaseData Row(string name, string query, RedirectRejection reason, string parameter) =>
        new TestCaseData(query, reason, parameter).SetArgDisplayNames(name);
}
