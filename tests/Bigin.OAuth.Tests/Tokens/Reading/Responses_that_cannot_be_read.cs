using System.Net;
using System.Text;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(BiginTokenClient))]
public sealed class Responses_that_cannot_be_read
{
    private const string Token = "\"access_token\":\"1000.a.a\"";

    private static readonly TestCaseData[] Bodies =
    [
        Row("empty", ""),
        Row("white space", " \r\n\t"),
        Row("a page", "<!DOCTYPE html><title>Zoho</title>"),
        Row("cut in a name", "{\"access_tok"),
        Row("cut in a token", "{\"access_token\":\"1000.a"),
        Row("cut before the end", "{" + Token),
        Row("something after the end", "{" + Token + "} trailing"),
        Row("two objects", "{" + Token + "}{" + Token + "}"),
        Row("single quotes", "{'access_token':'1000.a.a'}"),
        Row("a comment", "{/* */" + Token + "}"),
        Row("a trailing comma", "{" + Token + ",}"),
        Row("zeros", "\0\0\0\0"),
        Row("a zero after the end", "{" + Token + "}\0"),
        Row("an array", "[{" + Token + "}]"),
        Row("a string", "\"1000.a.a\""),
        Row("a number", "3600"),
        Row("null", "null"),
        Row("true", "true"),
        Row("a form", "access_token=1000.a.a&expires_in=3600"),
        Row("an empty object", "{}"),
        Row("other members alone", """{"refresh_token":"1000.r.r","expires_in":3600}"""),
        Row("another case", """{"Access_Token":"1000.a.a"}"""),
        Row("another name", """{"accessToken":"1000.a.a"}"""),
        Row("wrapped", """{"data":{"access_token":"1000.a.a"}}"""),
        Row("nested 10,000 levels deep", "{" + Token + ",\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}"),
        Row("nested 10,000 levels deep and open", new string('[', 10_000)),
        Row("nested in the token", "{\"access_token\":" + new string('[', 10_000) + new string(']', 10_000) + "}"),
        Row("half a surrogate pair in a name", "{\"\\ud800\":1,\"access_toke\\ud800n\":\"1000.a.a\"}"),
        Row("half a surrogate pair in a name beside a token", "{" + Token + ",\"expires_in\\udc00\":3600}"),
        Row("token: a number", """{"access_token":1000}"""),
        Row("token: an object", """{"access_token":{"value":"1000.a.a"}}"""),
        Row("token: an array", """{"access_token":["1000.a.a"]}"""),
        Row("token: true", """{"access_token":true}"""),
        Row("token: null", """{"access_token":null}"""),
        Row("token: empty", """{"access_token":""}"""),
        Row("token: a line break", """{"access_token":"1000.a\r\nX-Other: a"}"""),
        Row("token: a zero", """{"access_token":"1000.a\u0000"}"""),
        Row("token: delete", """{"access_token":"1000.a\u007f"}"""),
        Row("token: not ASCII", """{"access_token":"1000.ä"}"""),
        Row("token: half a surrogate pair", """{"access_token":"1000.\ud800"}"""),
        Row("token: the other half", """{"access_token":"\udc00"}"""),
        Row("error: a number", """{"error":1,"access_token":"1000.a.a"}"""),
        Row("error: an object", """{"error":{"code":"invalid_code"},"access_token":"1000.a.a"}"""),
        Row("error: an array", """{"error":["invalid_code"],"access_token":"1000.a.a"}"""),
        Row("error: false", """{"error":false,"access_token":"1000.a.a"}"""),
        Row("error: half a surrogate pair", """{"error":"\ud800","access_token":"1000.a.a"}"""),
        Row("error: null, and no token", """{"error":null}"""),
        Row("status: a number", """{"status":1}"""),
        Row("status: half a surrogate pair", """{"status":"failure\ud800"}"""),
        Row("status: success", """{"status":"success"}"""),
        Row("invalid UTF-8 in the token", "{\"access_token\":\"1000.\xFF\"}"),
        Row("invalid UTF-8 in the error", "{\"error\":\"invalid_code\xC0\x80\"," + Token + "}"),
        Row("invalid UTF-8 around", "\xFE\xFF{" + Token + "}"),
        Row("a lone first byte of two", "{" + Token + "}\xC3"),
        Row("UTF-16", string.Concat(("{" + Token + "}").Select(c => $"{c}\0"))),
        Row("half a byte order mark", "\xEF\xBB{" + Token + "}"),
        Row("two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF{" + Token + "}"),
    ];

    private static IEnumerable<TestCaseData> BodiesByRequest() =>
        from row in Bodies
        from request in Enum.GetValues<TokenRequest>()
        select new TestCaseData(request, row.Arguments[1]).SetArgDisplayNames(request.ToString(), (string)row.Arguments[0]!);

    [TestCaseSource(nameof(BodiesByRequest))]
    public async Task Are_reported_as_unreadable_responses(TokenRequest request, byte[] body)
    {
        foreach (int status in new[] { 200, 400 })
        {
            TokenError error = await Answered.WithErrorAsync(request, RawAnswer.Of(status, "application/json;charset=UTF-8", body, ""));

            error.Kind.Should().Be(TokenErrorKind.UnreadableResponse);
            error.StatusCode.Should().Be((HttpStatusCode)status);
            error.Error.Should().BeNull("there is no text to keep");
            error.IsTransient.Should().BeFalse();
        }
    }

    [TestCase(200, TokenErrorKind.UnreadableResponse)]
    [TestCase(204, TokenErrorKind.UnreadableResponse)]
    [TestCase(400, TokenErrorKind.UnreadableResponse)]
    [TestCase(404, TokenErrorKind.UnreadableResponse)]
    [TestCase(407, TokenErrorKind.UnreadableResponse)]
    [TestCase(429, TokenErrorKind.RateLimited)]
    [TestCase(500, TokenErrorKind.ServerError)]
    [TestCase(502, TokenErrorKind.ServerError)]
    [TestCase(503, TokenErrorKind.ServerError)]
    [TestCase(599, TokenErrorKind.ServerError)]
    [TestCase(999, TokenErrorKind.ServerError)]
    public async Task Are_judged_by_their_status_where_they_are_pages(int status, TokenErrorKind kind)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            RawAnswer page = status is 204 ? RawAnswer.Exactly("HTTP/1.1 204 Status\r\n\r\n") : RawAnswer.Html(status);

            TokenError error = await Answered.WithErrorAsync(request, page);

            error.Kind.Should().Be(kind);
            error.StatusCode.Should().Be((HttpStatusCode)status);
            error.Error.Should().BeNull();
            error.ErrorDescription.Should().BeNull();
            error.IsTransient.Should().Be(kind is not TokenErrorKind.UnreadableResponse);
        }
    }

    [TestCase("1")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("\"\\ud800\"")]
    public async Task Leave_out_a_description_that_is_no_text(string description)
    {
        TokenError error = await Answered.WithErrorAsync(
            TokenRequest.Exchange, RawAnswer.Json($$"""{"error":"invalid_code","error_description":{{description}}}"""));

        error.Kind.Should().Be(TokenErrorKind.InvalidCode);
        error.ErrorDescription.Should().BeNull();
    }

    private static TestCaseData Row(string name, string body) => new(name, Bytes(body));

    // A row that writes bytes as \xFF means them; every other character is UTF-8.
    private static byte[] Bytes(string body) =>
        body.Contains("1000.ä", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(body) : Encoding.Latin1.GetBytes(body);
}
