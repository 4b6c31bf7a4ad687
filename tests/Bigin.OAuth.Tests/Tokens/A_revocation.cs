using System.Net;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(RevocationResponse))]
public sealed class A_revocation
{
    [TestCase("secret")]
    [TestCase(null)]
    [TestCase("")]
    public async Task Sends_the_token_alone(string? secret)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"status":"success"}"""));
        await using var host = new TokenHost(server.Address, options => options.ClientSecret = secret);

        RevocationResponse response = await host.Tokens.RevokeAsync(new RefreshToken("1000.a+b&c=d e"), host.DataCenter);

        response.Should().BeOfType<Revoked>().Which.DataCenter.Should().BeSameAs(host.DataCenter);
        RawRequest request = server.Requests.Should().ContainSingle().Subject;
        request.RequestLine.Should().Be("POST /oauth/v2/token/revoke HTTP/1.1");
        request.Head.Should().Contain("Content-Type: application/x-www-form-urlencoded\r\n").And.NotContain("Authorization").And.NotContain("Cookie");
        request.Form.Should().Equal(new Dictionary<string, string> { ["token"] = "1000.a+b&c=d e" });
    }

    [TestCase("""{"status":"success"}""")]
    [TestCase("\uFEFF {\"status\":\"success\",\"error\":null,\"other\":1}\r\n")]
    public async Task Is_confirmed(string body) => (await Answered.ToRevocationAsync(RawAnswer.Json(body))).Should().BeOfType<Revoked>();

    [TestCase(400, """{"error":"invalid_token"}""", TokenErrorKind.InvalidRefreshToken)]
    [TestCase(200, """{"error":"invalid_token"}""", TokenErrorKind.InvalidRefreshToken)]
    [TestCase(400, """{"error":"invalid_code"}""", TokenErrorKind.InvalidRefreshToken)]
    [TestCase(200, """{"error":"invalid_client"}""", TokenErrorKind.InvalidClient)]
    [TestCase(200, """{"error":"invalid_code","status":"success"}""", TokenErrorKind.InvalidRefreshToken)]
    [TestCase(200, """{"error":"a_name_of_tomorrow"}""", TokenErrorKind.Other)]
    [TestCase(200, """{"status":"failure"}""", TokenErrorKind.RateLimited)]
    [TestCase(400, """{"error":"Access Denied","status":"failure"}""", TokenErrorKind.RateLimited)]
    [TestCase(429, "", TokenErrorKind.RateLimited)]
    [TestCase(200, "", TokenErrorKind.UnreadableResponse)]
    [TestCase(200, "{}", TokenErrorKind.UnreadableResponse)]
    [TestCase(200, "success", TokenErrorKind.UnreadableResponse)]
    [TestCase(200, """{"status":"Success"}""", TokenErrorKind.UnreadableResponse)]
    [TestCase(200, """{"status":["success"]}""", TokenErrorKind.UnreadableResponse)]
    [TestCase(200, """{"access_token":"1000.a.a"}""", TokenErrorKind.UnreadableResponse)]
    [TestCase(200, "<!DOCTYPE html><title>Zoho</title>", TokenErrorKind.UnreadableResponse)]
    [TestCase(400, "<!DOCTYPE html><title>Zoho</title>", TokenErrorKind.UnreadableResponse)]
    [TestCase(302, """{"status":"success"}""", TokenErrorKind.UnreadableResponse)]
    [TestCase(500, """{"status":"success"}""", TokenErrorKind.ServerError)]
    [TestCase(503, "<!DOCTYPE html><title>Zoho</title>", TokenErrorKind.ServerError)]
    public async Task Is_not_confirmed(int status, string body, TokenErrorKind kind)
    {
        RevocationResponse response = await Answered.ToRevocationAsync(RawAnswer.Json(body, status));

        TokenError error = response.Should().BeOfType<RevocationFailed>().Which.Error;
        error.Kind.Should().Be(kind);
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.IsTransient.Should().Be(kind is TokenErrorKind.RateLimited or TokenErrorKind.ServerError);
    }

    [Test]
    public async Task Tells_that_an_unknown_token_is_answered_with_a_page()
    {
        RevocationResponse response = await Answered.ToRevocationAsync(RawAnswer.Html(400));

        response.Should().BeOfType<RevocationFailed>().Which.Error.Hint.Should().Contain("status 400").And.Contain("has ended already");
    }

    [Test]
    public async Task Is_not_confirmed_without_an_answer()
    {
        RevocationResponse response = await Answered.ToRevocationAsync(RawAnswer.Cut);

        TokenError error = response.Should().BeOfType<RevocationFailed>().Which.Error;
        error.Kind.Should().Be(TokenErrorKind.Unreachable);
        error.StatusCode.Should().BeNull();
        error.IsTransient.Should().BeTrue();
    }

    [Test]
    public async Task Throws_when_its_caller_cancels_it_and_sends_nothing()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        await host.Tokens.Awaiting(x => x.RevokeAsync(TokenHost.RefreshToken, host.DataCenter, new CancellationToken(true)))
            .Should().ThrowAsync<OperationCanceledException>();

        server.Connections.Should().Be(0);
    }
}
