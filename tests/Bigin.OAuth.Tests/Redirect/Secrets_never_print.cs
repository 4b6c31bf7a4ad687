using System.Reflection;
using System.Text.Json;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Secrets_never_print
{
    private const string Marker = "marker7f3a";

    private static readonly string[] Recognised = ["code", "state", "error", "location", "accounts-server", "access_token", "id_token"];

    private static readonly TestCaseData[] Rejections =
    [
        .. Recognised.Select(name => Row(RedirectRejection.MalformedQuery, $"broken {name}", Marked([(name, Marker + "%zz")]))),
        Row(RedirectRejection.MalformedQuery, "too long", Marked([("x", new string('x', 8192))])),
        Row(RedirectRejection.MalformedQuery, "bad error", Marked([("code", null), ("error", $"{Marker}%22")])),
        .. Recognised.Take(5).Select(name => Row(RedirectRejection.DuplicateParameter, $"two of {name}", $"{Marked([(name, Marker)])}&{name}={Marker}")),
        Row(RedirectRejection.ImplicitToken, "access token", Marked([("access_token", Marker)])),
        Row(RedirectRejection.ImplicitToken, "id token", Marked([("id_token", Marker)])),
        Row(RedirectRejection.ConflictingParameters, "code and error", Marked([("error", Marker)])),
        Row(RedirectRejection.MissingState, "no state", Marked([("state", null)])),
        Row(RedirectRejection.StateMismatch, "another state", Marked([("state", Marker)])),
        Row(RedirectRejection.MissingParameter, "no code", Marked([("code", null)])),
        Row(RedirectRejection.MissingParameter, "no accounts server", Marked([("accounts-server", null)])),
        Row(RedirectRejection.MissingParameter, "no location", Marked([("location", null)])),
        Row(RedirectRejection.InvalidCode, "code outside ASCII", Marked([("code", Marker + "é")])),
        Row(RedirectRejection.UnknownDataCenter, "unknown accounts server", Marked([])),
        Row(RedirectRejection.DataCenterMismatch, "unknown location", Marked([("accounts-server", GoodRedirect.AccountsServer)])),
        Row(RedirectRejection.DataCenterNotAllowed, "not allowed", Marked([("accounts-server", "https://accounts.zoho.eu"), ("location", "eu")])),
    ];

    [Test]
    public void Of_a_code_in_any_text_of_its_type()
    {
        var result = GoodRedirect.Parse(GoodRedirect.With(("code", Marker))).Should().BeOfType<AuthorizationResult>().Subject;

        result.Code.Reveal().Should().Be(Marker, "or this test would show nothing");
        foreach (string text in Prints(result).Concat(Prints(result.Code)))
        {
            text.Should().NotBeNullOrEmpty().And.NotContain(Marker);
        }
    }

    [Test]
    public void Of_a_code_even_to_those_who_read_every_public_property()
    {
        var result = GoodRedirect.Parse(GoodRedirect.With(("code", Marker))).Should().BeOfType<AuthorizationResult>().Subject;

        var values = new object[] { result, result.Code }
            .SelectMany(owner => owner.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.GetValue(owner)))
            .ToList();

        values.Should().HaveCountGreaterThan(5);
        values.Should().NotContain(value => value!.ToString()!.Contains(Marker));
    }

    [TestCaseSource(nameof(Rejections))]
    public void Of_a_redirect_that_is_rejected(RedirectRejection reason, string query)
    {
        var rejected = Client.Parser(options => options.AllowedDataCenters.Add("us")).Parse(query, GoodRedirect.State)
            .Should().BeOfType<RedirectRejected>().Subject;

        rejected.Reason.Should().Be(reason);
        query.Should().Contain(Marker);
        foreach (string text in Prints(rejected).Append(rejected.Message).Append(rejected.Parameter ?? ""))
        {
            text.Should().NotContainEquivalentOf(Marker);
        }
    }

    private static string[] Prints(object value) =>
        [value.ToString()!, $"{value}", JsonSerializer.Serialize(value, value.GetType()), JsonSerializer.Serialize(value)];

    // The right state, and the marker everywhere else: in values, in unknown parameters and in their names.
    private static string Marked((string, string?)[] changes) =>
        GoodRedirect.With([("code", Marker), ("location", Marker), ("accounts-server", Marker), ("error_description", Marker), (Marker, Marker), .. changes]);

    private static TestCaseData Row(RedirectRejection reason, string name, string query) =>
        new TestCaseData(reason, query).SetArgDisplayNames(reason.ToString(), name);
}
