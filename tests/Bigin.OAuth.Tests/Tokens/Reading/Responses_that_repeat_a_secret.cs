using System.Net;
using System.Text.Json;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(BiginTokenClient))]
public sealed class Responses_that_repeat_a_secret
{
    private const string RefreshToken = "1000.refre5h+of/the=flow.?>~\"\\refre5h";

    private static readonly Dictionary<string, Func<string, string>> Spellings = new()
    {
        ["as it is"] = secret => secret,
        ["in a sentence"] = secret => $"The value <{secret}> is wrong.",
        ["in small letters"] = secret => secret.ToLowerInvariant(),
        ["percent-encoded"] = Uri.EscapeDataString,
        ["percent-encoded in small letters"] = secret => Uri.EscapeDataString(secret).ToLowerInvariant(),
        ["as a form"] = secret => $"grant_type=x&token={WebUtility.UrlEncode(secret)}&a=b",
        ["as a form that was decoded once too often"] = secret => secret.Replace('+', ' '),
        ["as JSON"] = secret => JsonSerializer.Serialize(new { secret }),
        ["as JSON with every character escaped"] = secret => string.Concat(secret.Select(c => $"\\u{(int)c:x4}")),
        ["as HTML"] = secret => WebUtility.HtmlEncode(secret),
        ["as a form in JSON"] = secret => JsonSerializer.Serialize(WebUtility.UrlEncode(secret)),
        ["as JSON in a form"] = secret => WebUtility.UrlEncode(JsonSerializer.Serialize(secret)),
        ["percent-encoded twice"] = secret => Uri.EscapeDataString(Uri.EscapeDataString(secret)),
        ["in more layers than anyone reads"] = secret => Enumerable.Range(0, 6).Aggregate(secret, (text, _) => Uri.EscapeDataString(text)),
    };

    private static IEnumerable<string> Ways => Spellings.Keys;

    [Test]
    public async Task Keep_it_to_themselves_in_every_spelling([ValueSource(nameof(Ways))] string way)
    {
        await using RawServer server = RawServer.Start(Echo(Spellings[way](RefreshToken)));
        await using var host = new TokenHost(server.Address);

        TokenResponse refreshed = await host.Tokens.RefreshAsync(new RefreshToken(RefreshToken), host.DataCenter);
        RevocationResponse revoked = await host.Tokens.RevokeAsync(new RefreshToken(RefreshToken), host.DataCenter);

        ShouldBeSilent(refreshed.Should().BeOfType<TokenError>().Subject);
        ShouldBeSilent(revoked.Should().BeOfType<RevocationFailed>().Which.Error);
    }

    [TestCase("code")]
    [TestCase("client_secret")]
    [TestCase("code_verifier")]
    public async Task Keep_each_that_goes_with_an_exchange_to_themselves(string parameter)
    {
        string? sent = null;
        PendingAuthorization pending = null!;
        await using RawServer asked = RawServer.Start(RawAnswer.Tokens);
        await using (var host = new TokenHost(asked.Address))
        {
            pending = host.Links.WithPkce().Build().Pending;
            await host.Tokens.ExchangeAsync(host.Accepted(pending));
            sent = asked.Requests.Single().Form[parameter];
        }

        await using RawServer server = RawServer.Start(Echo(sent));
        await using var echoed = new TokenHost(server.Address);

        ShouldBeSilent((await echoed.Tokens.ExchangeAsync(echoed.Accepted(pending))).Should().BeOfType<TokenError>().Subject);
    }

    [TestCase("The redirect URI https://www.yourdomain.com/callback is not registered.")]
    [TestCase("Client 1000.GMB0YULZHJK411248S8I5GZ4CHUEX0 is unknown.")]
    [TestCase("100% wrong: \\u12 %zz &amp; \\")]
    [TestCase("1000.refre5h")]
    [TestCase("")]
    public async Task Are_shown_where_they_repeat_what_is_none(string text)
    {
        await using RawServer server = RawServer.Start(Echo(text));
        await using var host = new TokenHost(server.Address);

        var error = (TokenError)await host.Tokens.RefreshAsync(new RefreshToken(RefreshToken), host.DataCenter);

        error.Error.Should().Be(text);
        error.ErrorDescription.Should().Be(text);
    }

    [Test]
    public async Task Have_their_kind_all_the_same_and_documented_names_are_no_echo()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"error":"invalid_code","error_description":"invalid_code it is"}"""));
        await using var host = new TokenHost(server.Address);

        var error = (TokenError)await host.Tokens.RefreshAsync(new RefreshToken("code"), host.DataCenter);

        error.Kind.Should().Be(TokenErrorKind.InvalidRefreshToken);
        error.Error.Should().Be("invalid_code");
        error.ErrorDescription.Should().BeNull();
    }

    [TestCase("1000.refresh.refresh")]
    [TestCase("1000.new.token")]
    public async Task Keep_it_out_of_the_log_of_a_foreign_API_server(string host)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Json($$"""{"access_token":"1000.new.token","api_domain":"https://{{host}}"}"""));
        await using var client = new TokenHost(server.Address, before: recording.Record);

        await client.SendAsync(TokenRequest.Refresh);

        recording.Logs.Should().ContainSingle(log => log.Id.Name == "ApiServerNotFollowed").Which.Message.Should().Contain("(unreadable)").And.NotContain(host);
    }

    private static RawAnswer Echo(string text) => RawAnswer.Json(JsonSerializer.Serialize(new { error = text, error_description = text }));

    private static void ShouldBeSilent(TokenError error)
    {
        error.Error.Should().BeNull();
        error.ErrorDescription.Should().BeNull();
    }
}
