using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokenClient))]
public sealed class An_exchange_of_a_self_client_code
{
    private const string OwnFile = $$"""{"code":"{{TokenHost.Code}}","client_id":"{{Client.Id}}"}""";
    private const string FileOfAnotherClient = $$"""{"code":"{{TokenHost.Code}}","client_id":"1000.ANOTHER"}""";

    [TestCase(OwnFile, TestName = "{m}(the file)")]
    [TestCase(TokenHost.Code, TestName = "{m}(only the code)")]
    public async Task Sends_no_redirect_uri_and_brings_the_tokens(string text)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);

        TokenResponse response = await host.Tokens.ExchangeAsync(Parse(host, text));

        BiginTokens tokens = response.Should().BeOfType<BiginTokens>().Subject;
        tokens.RefreshToken!.Reveal().Should().Be("1000.r.r");
        tokens.DataCenter.Should().BeSameAs(host.DataCenter);
        RawRequest request = server.Requests.Should().ContainSingle().Subject;
        request.RequestLine.Should().Be("POST /oauth/v2/token HTTP/1.1");
        request.Form.Should().Equal(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Client.Id,
            ["client_secret"] = Client.Secret,
            ["code"] = TokenHost.Code,
        });
    }

    [Test]
    public async Task Is_refused_before_it_is_sent_where_the_code_is_of_another_client()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);

        TokenResponse response = await host.Tokens.ExchangeAsync(Parse(host, FileOfAnotherClient));

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(TokenErrorKind.ClientMismatch);
        error.Hint.Should().Be(
            "The code was made for another client id than the one that is configured for data center us. Make a code with that client in the API console, or set "
            + "ClientId to the client that the code was made with.");
        error.IsTransient.Should().BeFalse();
        server.Connections.Should().Be(0);
        (await host.Tokens.ExchangeAsync(Parse(host, OwnFile))).Should().BeOfType<BiginTokens>("the code was not sent, so it is still good");
    }

    [Test]
    public async Task Asks_for_a_new_code_of_the_console_where_Bigin_does_not_know_this_one()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"error":"invalid_code"}"""));
        await using TokenHost host = SelfClient(server);

        TokenResponse response = await host.Tokens.ExchangeAsync(Parse(host, OwnFile));

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(TokenErrorKind.InvalidCode);
        error.Hint.Should().Be(
            "Data center us does not know the code: it has expired, was used before, or was made in the console of another data center. Generate a new one in the "
            + "API console, and use it at once.");
    }

    [Test]
    public async Task Throws_where_it_was_cancelled_before_it_began()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);
        var cancelled = new CancellationToken(canceled: true);

        await host.Tokens.Awaiting(x => x.ExchangeAsync(Parse(host, FileOfAnotherClient), cancelled)).Should().ThrowAsync<OperationCanceledException>();
        await host.Tokens.Awaiting(x => x.ExchangeAsync(Parse(host, OwnFile), cancelled)).Should().ThrowAsync<OperationCanceledException>();

        server.Connections.Should().Be(0);
        (await host.Tokens.ExchangeAsync(Parse(host, OwnFile))).Should().BeOfType<BiginTokens>("the code was not sent, so it is still good");
    }

    [Test]
    public async Task Is_sent_once_however_often_its_text_is_read()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);

        await host.Tokens.ExchangeAsync(Parse(host, OwnFile));
        TokenResponse second = await host.Tokens.ExchangeAsync(Parse(host, TokenHost.Code));

        second.Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Throws_for_a_code_of_a_parser_with_other_data_centers()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);
        var code = (SelfClientCode)new SelfClientCodeParser(Client.Options()).Parse(TokenHost.Code, DataCenter.UnitedStates);

        await host.Tokens.Awaiting(x => x.ExchangeAsync(code)).Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("code");

        server.Connections.Should().Be(0);
    }

    [Test]
    public async Task Throws_for_null()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);

        await host.Tokens.Awaiting(x => x.ExchangeAsync((SelfClientCode)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("code");
    }

    private static TokenHost SelfClient(RawServer server) => new(server.Address, options =>
    {
        options.ClientType = BiginClientType.SelfClient;
        options.RedirectUri = null;
        options.Scopes.Clear();
    });

    private static SelfClientCode Parse(TokenHost host, string text) =>
        host.Services.GetRequiredService<SelfClientCodeParser>().Parse(text, host.DataCenter).Should().BeOfType<SelfClientCode>().Subject;
}
