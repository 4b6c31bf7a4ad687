using System.Text.Json;

namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(PendingAuthorization))]
public sealed class Text_that_is_no_pending_authorization
{
    private static readonly TestCaseData[] Texts =
    [
        Row("nothing", ""),
        Row("white space", "  "),
        Row("null", "null"),
        Row("an array", "[]"),
        Row("an object without members", "{}"),
        Row("a string", "\"marker\""),
        Row("a number", "7"),
        Row("no JSON", "marker"),
        Row("truncated", PendingJson.With("state", "marker")[..^1]),
        Row("truncated in a string", PendingJson.With("state", "marker")[..12]),
        Row("followed by other text", PendingJson.With("state", "marker") + "marker"),
        Row("nested without end", new string('[', 10_000)),
        Row("a text that is not Unicode", "\"marker\ud800\""),
        Row("a member that is not Unicode", "{\"marker\":\"\ud800\"}"),
        Row("no state", PendingJson.With("state", null)),
        Row("no redirect URI", PendingJson.With("redirectUri", null)),
        Row("no time", PendingJson.With("createdAt", null)),
        Row("an empty state", PendingJson.With("state", "")),
        Row("a state with a space", PendingJson.With("state", "marker state")),
        Row("a state with a line break", PendingJson.With("state", "marker\r\nstate")),
        Row("a state that is not ASCII", PendingJson.With("state", "marker-ä")),
        Row("a state of 513 characters", PendingJson.With("state", "marker".PadRight(513, 's'))),
        Row("a state that is a number", """{"state":7,"redirectUri":"https://marker.example.com/","createdAt":"2026-11-24T09:30:00+00:00"}"""),
        Row("a state with half a surrogate pair", """{"state":"marker\ud800","redirectUri":"https://marker.example.com/","createdAt":"2026-11-24T09:30:00+00:00"}"""),
        Row("an empty redirect URI", PendingJson.With("redirectUri", "")),
        Row("a relative redirect URI", PendingJson.With("redirectUri", "/marker")),
        Row("an ftp redirect URI", PendingJson.With("redirectUri", "ftp://marker.example.com/")),
        Row("an http redirect URI", PendingJson.With("redirectUri", "http://marker.example.com/")),
        Row("a javascript redirect URI", PendingJson.With("redirectUri", "javascript:marker()")),
        Row("a redirect URI with a fragment", PendingJson.With("redirectUri", "https://marker.example.com/#marker")),
        Row("a redirect URI with a line break", PendingJson.With("redirectUri", "https://marker.example.com/a\nb")),
        Row("a redirect URI that is none", PendingJson.With("redirectUri", "https://:marker:/")),
        Row("a time that is none", PendingJson.With("createdAt", "marker")),
        Row("scopes that are a text", PendingJson.With("scopes", "marker")),
        Row("scopes with a comma in one", """{"state":"s","redirectUri":"https://marker.example.com/","scopes":["marker,a"],"createdAt":"2026-11-24T09:30:00+00:00"}"""),
        Row("scopes with nothing in one", """{"state":"s","redirectUri":"https://marker.example.com/","scopes":[null],"createdAt":"2026-11-24T09:30:00+00:00"}"""),
        Row("an empty verifier", PendingJson.With("codeVerifier", "")),
        Row("a verifier of 42 characters", PendingJson.With("codeVerifier", "marker".PadRight(42, 'v'))),
        Row("a verifier of 129 characters", PendingJson.With("codeVerifier", "marker".PadRight(129, 'v'))),
        Row("a verifier with a plus", PendingJson.With("codeVerifier", "marker+".PadRight(43, 'v'))),
        Row("a verifier that is not ASCII", PendingJson.With("codeVerifier", "marker-ä".PadRight(43, 'v'))),
    ];

    [TestCaseSource(nameof(Texts))]
    public void Throws_a_JsonException_that_holds_nothing_of_it(string text)
    {
        JsonException thrown = FluentActions.Invoking(() => PendingAuthorization.FromJson(text)).Should().Throw<JsonException>().Which;

        thrown.Message.Should().Be("The text is not what PendingAuthorization.ToJson writes.");
        thrown.ToString().Should().NotContainEquivalentOf("marker");
        thrown.Path.Should().BeNull();
    }

    [TestCaseSource(nameof(Texts))]
    public void Is_no_result_of_TryFromJson(string text)
    {
        PendingAuthorization.TryFromJson(text, out PendingAuthorization? pending).Should().BeFalse();

        pending.Should().BeNull();
    }

    [Test]
    public void Is_the_programmers_error_where_it_is_null() =>
        FluentActions.Invoking(() => PendingAuthorization.FromJson(null!)).Should().Throw<ArgumentNullException>();

    [Test]
    public void Is_no_result_of_TryFromJson_where_it_is_null() =>
        PendingAuthorization.TryFromJson(null, out _).Should().BeFalse();

    private static TestCaseData Row(string name, string text) => new TestCaseData(text).SetArgDisplayNames(name);
}
