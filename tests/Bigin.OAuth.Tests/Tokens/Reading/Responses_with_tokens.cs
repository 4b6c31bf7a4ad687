using System.Text;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(BiginTokens))]
public sealed class Responses_with_tokens
{
    [Test]
    public async Task Are_taken_with_any_status_of_200_and_400(
        [Values] TokenRequest request, [Values(200, 201, 203, 206, 299, 400, 401, 403, 404, 429, 499)] int status) =>
        (await Answered.WithTokensAsync(request, RawAnswer.Json(RawAnswer.TokensBody, status))).AccessToken.Reveal().Should().Be("1000.a.a");

    [TestCase(300, TokenErrorKind.UnreadableResponse)]
    [TestCase(302, TokenErrorKind.UnreadableResponse)]
    [TestCase(308, TokenErrorKind.UnreadableResponse)]
    [TestCase(500, TokenErrorKind.ServerError)]
    [TestCase(503, TokenErrorKind.ServerError)]
    public async Task Are_not_taken_with_another(int status, TokenErrorKind kind)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            TokenError error = await Answered.WithErrorAsync(request, RawAnswer.Json(RawAnswer.TokensBody, status));

            error.Kind.Should().Be(kind);
            ((int)error.StatusCode!).Should().Be(status);
        }
    }

    [TestCase("application/json")]
    [TestCase("application/json;charset=utf-16")]
    [TestCase("application/json; charset=\"UTF-8\"")]
    [TestCase("application/json; charset='utf8'")]
    [TestCase("application/json; charset=no-such-charset")]
    [TestCase("application/json; charset=")]
    [TestCase("text/plain; charset=iso-8859-1")]
    [TestCase("text/html")]
    [TestCase("no media type")]
    [TestCase("")]
    public async Task Are_read_as_UTF8_whatever_the_content_type_says(string contentType) =>
        (await Answered.WithTokensAsync(TokenRequest.Exchange, RawAnswer.Of(200, contentType, Encoding.UTF8.GetBytes(RawAnswer.TokensBody), "")))
            .RefreshToken!.Reveal().Should().Be("1000.r.r");

    [Test]
    public async Task Are_read_without_a_content_type() =>
        await Answered.WithTokensAsync(
            TokenRequest.Exchange, RawAnswer.Exactly($"HTTP/1.1 200 OK\r\nContent-Length: {RawAnswer.TokensBody.Length}\r\n\r\n{RawAnswer.TokensBody}"));

    [Test]
    public async Task Are_read_in_chunks() =>
        await Answered.WithTokensAsync(
            TokenRequest.Refresh, RawAnswer.Exactly("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1A\r\n\"access_token\":\"1000.a.a\"}\r\n0\r\n\r\n"));

    [Test]
    public async Task Are_read_to_the_end_of_the_connection() =>
        await Answered.WithTokensAsync(TokenRequest.Refresh, RawAnswer.Exactly($"HTTP/1.0 200 OK\r\n\r\n{RawAnswer.TokensBody}"));

    [TestCase("\uFEFF", "")]
    [TestCase(" \r\n\t", "\r\n")]
    [TestCase("\uFEFF\r\n", " ")]
    public async Task Are_read_with_a_byte_order_mark_and_space_around(string before, string after) =>
        await Answered.WithTokensAsync(TokenRequest.Exchange, RawAnswer.Json(before + RawAnswer.TokensBody + after));

    [TestCase("""{"access_token":"1000.first","access_token":"1000.a.a"}""")]
    [TestCase("""{"access\u005ftoken":"\u0031000.a.a"}""")]
    [TestCase("""{"access_token":"1000.a.a","token_type":5,"unknown":{"error":"invalid_code"},"status":"success"}""")]
    [TestCase("""{"access_token":"1000.a.a","status":"failure"}""")]
    [TestCase("""{"access_token":"1000.a.a","refresh_token":7,"api_domain":[],"expires_in":{},"expires_in_sec":[],"scope":9,"error_description":1}""")]
    public async Task Are_read_member_by_member(string body) =>
        (await Answered.WithTokensAsync(TokenRequest.Exchange, RawAnswer.Json(body))).AccessToken.Reveal().Should().Be("1000.a.a");

    [TestCase("")]
    [TestCase(""","refresh_token":null""")]
    [TestCase(""","refresh_token":"" """)]
    [TestCase(""","refresh_token":1000""")]
    [TestCase(""","refresh_token":{"value":"1000.r.r"}""")]
    [TestCase(""","refresh_token":"1000.\r\n" """)]
    [TestCase(""","refresh_token":"1000.ä" """)]
    [TestCase(""","refresh_token":"\ud800" """)]
    public async Task Have_no_refresh_token_where_none_can_be_read(string member)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            (await Answered.WithTokensAsync(request, RawAnswer.Json($$"""{"access_token":"1000.a.a"{{member}}}"""))).RefreshToken.Should().BeNull();
        }
    }

    private static readonly TestCaseData[] Scopes =
    [
        new TestCaseData("", null),
        new TestCaseData(""","scope":null""", null),
        new TestCaseData(""","scope":"" """, null),
        new TestCaseData(""","scope":" , ,," """, null),
        new TestCaseData(""","scope":["a"]""", null),
        new TestCaseData(""","scope":"\ud800" """, null),
        new TestCaseData(""","scope":"ZohoBigin.org.READ" """, "ZohoBigin.org.READ"),
        new TestCaseData(""","scope":"ZohoBigin.org.READ ZohoBigin.users.ALL" """, "ZohoBigin.org.READ|ZohoBigin.users.ALL"),
        new TestCaseData(""","scope":"ZohoBigin.org.READ,ZohoBigin.users.ALL" """, "ZohoBigin.org.READ|ZohoBigin.users.ALL"),
        new TestCaseData(""","scope":" a, b c ,,d " """, "a|b|c|d"),
    ];

    [TestCaseSource(nameof(Scopes))]
    public async Task Name_scopes_with_commas_or_spaces_or_not_at_all(string member, string? scopes) =>
        (await Answered.WithTokensAsync(TokenRequest.Refresh, RawAnswer.Json($$"""{"access_token":"1000.a.a"{{member}}}"""))).GrantedScopes
            .Should().Equal(scopes?.Split('|'));
}
