using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Revoking_tokens
{
    private const string Documented = "/oauth/v2/token/revoke";
    private const string Newer = "/oauth/v2/revoke/token";

    [TestCase(true, TestName = "In the form")]
    [TestCase(false, TestName = "In the query")]
    public async Task Ends_a_refresh_token_with_its_access_tokens_at_Bigins_path(bool inForm)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string first, string refreshToken) = await caller.ConnectAsync();
        string second = await caller.RefreshAsync(refreshToken);

        HttpResponseMessage answer = inForm
            ? await caller.PostAsync(new() { ["token"] = refreshToken }, path: Documented)
            : await caller.Http.PostAsync(caller.Address($"{Documented}?token={refreshToken}"), null);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be("{\"status\":\"success\"}");
        host.Emulator.Requests[^1].Outcome.Should().Be("revoked");
        (await caller.AnswerAsync(caller.Refresh(refreshToken))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.IsAliveAsync(first)).Should().BeFalse();
        (await caller.IsAliveAsync(second)).Should().BeFalse();
    }

    [Test]
    public async Task Leaves_the_tokens_of_another_consent_alone()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string first) = await caller.ConnectAsync("three@example.com", "Acorn Books");
        (string accessToken, string second) = await caller.ConnectAsync("three@example.com", "Birch Bicycles");

        await caller.PostAsync(new() { ["token"] = first }, path: Documented);

        (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
        (await caller.RefreshAsync(second)).Should().StartWith("1000.");
    }

    [TestCase("", "us", TestName = "No token")]
    [TestCase("1000.0.0", "us", TestName = "An unknown token")]
    [TestCase("REFRESH", "eu", TestName = "A token of another data center")]
    [TestCase("ACCESS", "us", TestName = "An access token")]
    public async Task Answers_a_bad_token_with_a_page_at_Bigins_path(string token, string dataCenter)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();

        HttpResponseMessage answer = await caller.PostAsync(
            new() { ["token"] = token.Replace("REFRESH", refreshToken).Replace("ACCESS", accessToken) }, dataCenter, Documented);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        host.Emulator.Requests[^1].Outcome.Should().Be("invalid token");
        (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
    }

    [TestCase(Documented)]
    [TestCase(Newer)]
    public async Task Answers_a_GET_with_a_page(string path)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();

        HttpResponseMessage answer = await caller.Http.GetAsync(caller.Address($"{path}?token={refreshToken}"));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await caller.RefreshAsync(refreshToken)).Should().StartWith("1000.");
    }

    [TestCase("REFRESH", null, true, true, TestName = "A refresh token, whose type is the default")]
    [TestCase("REFRESH", "refresh_token", true, true, TestName = "A refresh token by its type")]
    [TestCase("ACCESS", "access_token", true, false, TestName = "An access token by its type")]
    [TestCase("ACCESS", null, false, false, TestName = "An access token without its type")]
    [TestCase("REFRESH", "access_token", false, false, TestName = "A refresh token by the wrong type")]
    [TestCase("REFRESH", "id_token", false, false, TestName = "A refresh token by a type that does not exist")]
    [TestCase("1000.0.0", null, false, false, TestName = "A token that does not exist")]
    public async Task Minds_the_type_at_the_newer_path(string token, string? type, bool isRevoked, bool isAllOver)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();
        var form = new Dictionary<string, string> { ["token"] = token.Replace("REFRESH", refreshToken).Replace("ACCESS", accessToken) };
        if (type is not null)
        {
            form["token_type"] = type;
        }

        HttpResponseMessage answer = await caller.PostWithBasicAsync(Newer, host.Emulator.ClientId, host.Emulator.ClientSecret, form);

        answer.StatusCode.Should().Be(isRevoked ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Be(isRevoked ? "{\"status\":\"success\"}" : "{\"error\":\"invalid_token\"}");
        (await caller.IsAliveAsync(accessToken)).Should().Be(!isRevoked);
        (await caller.AnswerAsync(caller.Refresh(refreshToken))).Should().Contain(isAllOver ? "invalid_code" : "access_token");
    }

    [TestCase("1000.NOBODY", null, "invalid_client")]
    [TestCase(null, "wrong", "invalid_client_secret")]
    public async Task Minds_the_client_at_the_newer_path(string? id, string? secret, string error)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();

        HttpResponseMessage answer = await caller.PostWithBasicAsync(
            Newer, id ?? host.Emulator.ClientId, secret ?? host.Emulator.ClientSecret, new() { ["token"] = refreshToken });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"{{\"error\":\"{error}\"}}");
        (await caller.RefreshAsync(refreshToken)).Should().StartWith("1000.");
    }

    [TestCase("Basic")]
    [TestCase("Basic ?")]
    [TestCase("Basic bm8gY29sb24=", TestName = "Knows no client without a colon")]
    public async Task Knows_no_client_in_a_header_that_cannot_be_read_at_the_newer_path(string header)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, caller.Address(Newer));
        request.Headers.TryAddWithoutValidation("Authorization", header);

        HttpResponseMessage answer = await caller.Http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).Should().Be("{\"error\":\"invalid_client\"}");
    }

    [Test]
    public async Task Takes_the_clients_credentials_from_the_header_alone_at_the_newer_path()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();

        HttpResponseMessage answer = await caller.PostAsync(new(caller.Refresh(refreshToken)) { ["token"] = refreshToken }, path: Newer);

        (await answer.Content.ReadAsStringAsync()).Should().Be("{\"error\":\"invalid_client\"}");
    }
}
