using System.Net;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(TokenError))]
public sealed class Errors_that_are_named
{
    // Zoho Accounts, "Access token" and "Refresh access tokens": each comes with status 200.
    private static readonly (string Name, TokenErrorKind OnExchange, TokenErrorKind OnRefresh)[] Names =
    [
        ("invalid_client", TokenErrorKind.InvalidClient, TokenErrorKind.InvalidClient),
        ("invalid_client_secret", TokenErrorKind.InvalidClientSecret, TokenErrorKind.InvalidClientSecret),
        ("invalid_redirect_uri", TokenErrorKind.InvalidRedirectUri, TokenErrorKind.InvalidRedirectUri),
        ("invalid_code", TokenErrorKind.InvalidCode, TokenErrorKind.InvalidRefreshToken),
        ("access_denied", TokenErrorKind.AccessDenied, TokenErrorKind.AccessDenied),
        ("missing_org_info", TokenErrorKind.Other, TokenErrorKind.Other),
        ("general_error", TokenErrorKind.Other, TokenErrorKind.Other),
        ("invalid_grant", TokenErrorKind.Other, TokenErrorKind.Other),
        ("invalid_token", TokenErrorKind.Other, TokenErrorKind.Other),
        ("unsupported_grant_type", TokenErrorKind.Other, TokenErrorKind.Other),
        ("a_name_of_tomorrow", TokenErrorKind.Other, TokenErrorKind.Other),
    ];

    private static readonly (string Name, TokenErrorKind Kind)[] LookAlikes =
    [
        ("Invalid_code", TokenErrorKind.RateLimited),
        ("INVALID_CODE", TokenErrorKind.RateLimited),
        ("invalid_code ", TokenErrorKind.RateLimited),
        (" invalid_code", TokenErrorKind.RateLimited),
        ("invalid code", TokenErrorKind.RateLimited),
        ("ınvalid_code", TokenErrorKind.RateLimited),
        ("invalid_codes", TokenErrorKind.Other),
        ("invalid-code", TokenErrorKind.Other),
        ("invalid.code", TokenErrorKind.Other),
        ("invalid_code\\n", TokenErrorKind.Other),
        ("invalid_code\\u0000", TokenErrorKind.Other),
        ("invalid_code;", TokenErrorKind.Other),
        ("oauth/invalid_code", TokenErrorKind.Other),
    ];

    private static IEnumerable<TestCaseData> NamesByRequest() =>
        from row in Names
        from status in new[] { 200, 400, 401, 403 }
        from request in Enum.GetValues<TokenRequest>()
        select new TestCaseData(request, status, row.Name, request is TokenRequest.Exchange ? row.OnExchange : row.OnRefresh);

    private static IEnumerable<TestCaseData> LookAlikesByRequest() =>
        from row in LookAlikes
        from request in Enum.GetValues<TokenRequest>()
        select new TestCaseData(request, row.Name, row.Kind);

    [TestCaseSource(nameof(NamesByRequest))]
    public async Task Have_the_kind_of_the_name_whatever_the_status(TokenRequest request, int status, string name, TokenErrorKind kind)
    {
        string body = $$"""{"error":"{{name}}","error_description":"Said by the server, <b>ünchanged</b>. "}""";

        TokenError error = await Answered.WithErrorAsync(request, RawAnswer.Json(body, status));

        error.Kind.Should().Be(kind);
        error.Error.Should().Be(name);
        error.ErrorDescription.Should().Be("Said by the server, <b>ünchanged</b>. ");
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.RetryAfter.Should().BeNull();
        error.IsTransient.Should().BeFalse();
    }

    [TestCaseSource(nameof(LookAlikesByRequest))]
    public async Task Count_to_the_letter(TokenRequest request, string name, TokenErrorKind kind) =>
        (await Answered.WithErrorAsync(request, RawAnswer.Json($$"""{"error":"{{name}}"}"""))).Kind.Should().Be(kind);

    [Test]
    public async Task Count_before_the_status_where_they_are_known([Values] TokenRequest request, [Values(302, 429, 500, 503)] int status) =>
        (await Answered.WithErrorAsync(request, RawAnswer.Json("""{"error":"invalid_client","status":"failure"}""", status))).Kind
            .Should().Be(TokenErrorKind.InvalidClient);

    [TestCase(429, TokenErrorKind.RateLimited)]
    [TestCase(500, TokenErrorKind.ServerError)]
    [TestCase(503, TokenErrorKind.ServerError)]
    [TestCase(302, TokenErrorKind.Other)]
    public async Task Count_after_the_status_where_they_are_not(int status, TokenErrorKind kind)
    {
        TokenError error = await Answered.WithErrorAsync(TokenRequest.Exchange, RawAnswer.Json("""{"error":"a_name_of_tomorrow"}""", status));

        error.Kind.Should().Be(kind);
        error.Error.Should().Be("a_name_of_tomorrow");
    }

    [Test]
    public async Task Win_over_an_access_token([Values] TokenRequest request, [Values(200, 400)] int status, [Values("invalid_code", "Access Denied", "a_name_of_tomorrow", "")] string name) =>
        (await Answered.WithErrorAsync(request, RawAnswer.Json($$"""{"access_token":"1000.a.a","error":"{{name}}","expires_in":3600}""", status))).Error
            .Should().Be(name);

    [TestCase("""{"error":"invalid_code","error":null,"access_token":"1000.a.a"}""")]
    [TestCase("""{"error":null,"access_token":"1000.a.a","error":"invalid_code"}""")]
    [TestCase("""{"access_token":"1000.a.a","error":"invalid_code","error":"Access Denied"}""")]
    public async Task Win_even_when_the_member_comes_twice(string body) =>
        (await Answered.WithErrorAsync(TokenRequest.Exchange, RawAnswer.Json(body))).Error.Should().Be("invalid_code");

    [Test]
    public async Task Are_none_where_the_member_is_null([Values] TokenRequest request) =>
        (await Answered.WithTokensAsync(request, RawAnswer.Json("""{"error":null,"access_token":"1000.a.a"}"""))).AccessToken.Reveal().Should().Be("1000.a.a");

    [TestCase(1024, true)]
    [TestCase(1025, false)]
    public async Task Are_kept_up_to_1024_characters(int length, bool isKept)
    {
        string text = new('a', length);

        TokenError error = await Answered.WithErrorAsync(
            TokenRequest.Exchange, RawAnswer.Json($$"""{"error":"{{text}}","error_description":"{{text}}"}"""));

        error.Kind.Should().Be(TokenErrorKind.Other);
        error.Error.Should().Be(isKept ? text : null);
        error.ErrorDescription.Should().Be(isKept ? text : null);
    }
}
