using System.Net;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(TokenError))]
public sealed class Throttling
{
    // Zoho Accounts, "Token limits", two copies of the page, and what a user in China was answered.
    private static readonly (string Error, string Description)[] Wordings =
    [
        ("Access Denied", "You have made too many requests continuously. Please try again after some time."),
        ("Access Denied", "Token creation throttle limit reached. Please reuse the valid tokens you currently have."),
        ("拒绝访问", "您已连续提出过多请求，请稍后再试。"),
    ];

    private static IEnumerable<TestCaseData> WordingsByRequest() =>
        from wording in Wordings
        from status in new[] { 200, 400 }
        from end in new[] { "", ",\"status\":\"failure\"" }
        from request in Enum.GetValues<TokenRequest>()
        select new TestCaseData(request, status, wording.Error, wording.Description, end);

    [TestCaseSource(nameof(WordingsByRequest))]
    public async Task Is_told_in_any_language_and_with_either_status(TokenRequest request, int status, string name, string description, string end)
    {
        string body = $$"""{"error_description":"{{description}}","error":"{{name}}"{{end}}}""";

        TokenError error = await Answered.WithErrorAsync(request, RawAnswer.Json(body, status));

        error.Kind.Should().Be(TokenErrorKind.RateLimited);
        error.Error.Should().Be(name);
        error.ErrorDescription.Should().Be(description);
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.IsTransient.Should().BeTrue();
    }

    [TestCase("""{"status":"failure"}""")]
    [TestCase("""{"status":"failure","error":"a_name_of_tomorrow"}""")]
    [TestCase("""{"status":"failure","error":null}""")]
    public async Task Is_told_by_the_status_in_the_body(string body) =>
        (await Answered.WithErrorAsync(TokenRequest.Refresh, RawAnswer.Json(body, 400))).Kind.Should().Be(TokenErrorKind.RateLimited);

    [TestCase("""{"error":"Service Unavailable"}""", 503)]
    [TestCase("""{"status":500,"error":"Internal Server Error"}""", 500)]
    public async Task Is_not_told_by_the_wording_of_a_server_that_fails(string body, int status) =>
        (await Answered.WithErrorAsync(TokenRequest.Refresh, RawAnswer.Json(body, status))).Kind.Should().Be(TokenErrorKind.ServerError);

    [TestCase("<!DOCTYPE html><title>Zoho</title>")]
    [TestCase("""{"message":"slow down"}""")]
    [TestCase("")]
    public async Task Is_told_by_status_429_with_any_body(string body)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            TokenError error = await Answered.WithErrorAsync(request, RawAnswer.Json(body, 429));

            error.Kind.Should().Be(TokenErrorKind.RateLimited);
            error.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        }
    }

    [TestCase("120", 120)]
    [TestCase("0", 0)]
    [TestCase("Tue, 24 Nov 2026 09:31:30 GMT", 90)]
    [TestCase("Tue, 24 Nov 2026 09:30:00 GMT", 0)]
    [TestCase("Tue, 24 Nov 2026 09:29:59 GMT", 0)]
    [TestCase("Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    [TestCase("soon", null)]
    [TestCase("-5", null)]
    [TestCase("1.5", null)]
    [TestCase("99999999999999999999", null)]
    [TestCase("120, 60", null)]
    [TestCase("", null)]
    public async Task Says_how_long_to_wait_by_the_clock_of_the_host(string retryAfter, int? seconds)
    {
        TokenError error = await Answered.WithErrorAsync(TokenRequest.Refresh, RawAnswer.Json("{}", 429, $"Retry-After: {retryAfter}\r\n"));

        error.RetryAfter.Should().Be(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Test]
    public async Task Says_how_long_to_wait_whatever_the_error([Values(200, 400, 503)] int status)
    {
        RawAnswer answer = RawAnswer.Json("""{"error":"invalid_client"}""", status, "Retry-After: 7\r\n");

        (await Answered.WithErrorAsync(TokenRequest.Exchange, answer)).RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
    }
}
