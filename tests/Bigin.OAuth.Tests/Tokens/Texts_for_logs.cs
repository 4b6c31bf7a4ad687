using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>What a host writes to its log when it writes an answer there: what it needs to know, and no secret.</summary>
[TestOf(typeof(TokenResponse))]
public sealed class Texts_for_logs
{
    [Test]
    public void Say_where_a_link_leads()
    {
        AuthorizationRequest request = Client.Builder().WithDataCenter("eu").Build();

        request.ToString().Should().Be("AuthorizationRequest { AccountsServer = https://accounts.zoho.eu }");
    }

    [Test]
    public void Say_which_attempt_is_pending() => Client.Builder().Build().Pending.ToString().Should()
        .Be("PendingAuthorization { RedirectUri = https://www.yourdomain.com/callback, CreatedAt = 2026-11-24T09:30:00.0000000+00:00 }");

    [Test]
    public void Say_nothing_of_a_token_but_that_it_is_one()
    {
        new AccessToken("1000.a").ToString().Should().Be("AccessToken { [redacted] }");
        new RefreshToken("1000.r").ToString().Should().Be("RefreshToken { [redacted] }");
    }

    [TestCase(""","refresh_token":"1000.r.r" """, "[redacted]")]
    [TestCase("", "none")]
    public async Task Say_until_when_tokens_live_and_whether_they_last(string member, string refreshToken)
    {
        BiginTokens tokens = await Answered.WithTokensAsync(TokenRequest.Exchange, RawAnswer.Json($$"""{"access_token":"1000.a.a"{{member}}}"""));

        tokens.ToString().Should().Be($"BiginTokens {{ DataCenter = us, ExpiresAt = {tokens.ExpiresAt:O}, AccessToken = [redacted], RefreshToken = {refreshToken} }}");
    }

    [TestCase(""","refresh_token":"1000.r.r" """, "True")]
    [TestCase("", "False")]
    public async Task Say_whether_an_exchange_brought_a_refresh_token(string member, string hasOne)
    {
        using var logs = new RecordedLogs();
        await using RawServer server = RawServer.Start(RawAnswer.Json($$"""{"access_token":"1000.a.a"{{member}}}"""));
        await using var host = new TokenHost(server.Address, before: services => services.AddLogging(logging => logging.AddProvider(logs)));

        await host.SendAsync(TokenRequest.Exchange);

        logs.Entries.Should().ContainSingle(entry => entry.Message.EndsWith($"(data center us). Refresh token: {hasOne}.", StringComparison.Ordinal));
    }

    [Test]
    public async Task Say_what_failed_and_what_to_do()
    {
        TokenError error = await Answered.WithErrorAsync(TokenRequest.Exchange, RawAnswer.Json("""{"error":"invalid_code"}""", 400));

        error.ToString().Should().Be($"TokenError {{ Kind = {error.Kind}, StatusCode = 400, Hint = {error.Hint} }}");
        error.Hint.Should().NotBeEmpty();
    }

    [Test]
    public async Task Say_that_no_response_came_where_nothing_was_sent()
    {
        await using var host = new TokenHost(new Uri("http://127.0.0.1"), options => options.ClientSecret = null);

        var error = (TokenError)await host.SendAsync(TokenRequest.Refresh);

        error.ToString().Should().Be($"TokenError {{ Kind = MissingClientSecret, StatusCode = none, Hint = {error.Hint} }}");
    }

    [Test]
    public async Task Say_whether_a_token_was_revoked()
    {
        RevocationResponse revoked = await Answered.ToRevocationAsync(RawAnswer.Json("""{"status":"success"}"""));
        RevocationResponse failed = await Answered.ToRevocationAsync(RawAnswer.Json("""{"error":"invalid_token"}""", 400));

        revoked.ToString().Should().Be("Revoked { DataCenter = us }");
        failed.ToString().Should().Be($"RevocationFailed {{ Error = {failed.Should().BeOfType<RevocationFailed>().Subject.Error} }}");
    }
}
