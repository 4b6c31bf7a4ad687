using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokenClient))]
public sealed class An_exchange_of_a_self_client_code
{
    private const string OfThisClient = $$"""{"code":"{{TokenHost.Code}}","client_id":"{{Client.Id}}"}""";
    private const string OfAnotherClient = $$"""{"code":"{{TokenHost.Code}}","client_id":"1000.ANOTHER"}""";

    [TestCase(OfThisClient, TestName = "{m}(the file)")]
    [TestCase(TokenHost.Code, TestName = "{m}(the code alone)")]
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

        TokenResponse response = await host.Tokens.ExchangeAsync(Parse(host, OfAnotherClient));

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(TokenErrorKind.ClientMismatch);
        error.Hint.Should().Be(
            "The code was made for another client id than the one that is configured for data center us. Make a code with that client in the API console, or set "
            + "ClientId to the client that the code was made with.");
        error.IsTransient.Should().BeFalse();
        error.ToString().Should().Be($"TokenError {{ Kind = ClientMismatch, StatusCode = none, Hint = {error.Hint} }}");
        server.Connections.Should().Be(0);
        (await host.Tokens.ExchangeAsync(Parse(host, OfThisClient))).Should().BeOfType<BiginTokens>("the code was not sent, so it is still good");
    }

    [Test]
    public async Task Says_where_a_code_comes_from_that_Bigin_does_not_know()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"error":"invalid_code"}"""));
        await using TokenHost host = SelfClient(server);

        TokenResponse response = await host.Tokens.ExchangeAsync(Parse(host, OfThisClient));

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(TokenErrorKind.InvalidCode);
        error.Hint.Should().Be(
            "Data center us does not know the code: it has expired, was used before, or was made in the console of another data center. Generate a new one in the "
            + "API console, and use it at once.");
    }

    [TestCase(OfThisClient, TestName = "{m}(of this client)")]
    [TestCase(OfAnotherClient, TestName = "{m}(of another client)")]
    public async Task Ends_by_the_callers_cancellation_before_anything_is_decided(string text)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);

        Func<Task> cancelled = () => host.Tokens.ExchangeAsync(Parse(host, text), new CancellationToken(canceled: true));

        await cancelled.Should().ThrowAsync<OperationCanceledException>();
        server.Connections.Should().Be(0);
    }

    [Test]
    public async Task Is_sent_once_however_often_its_text_is_read()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);

        await host.Tokens.ExchangeAsync(Parse(host, OfThisClient));
        TokenResponse second = await host.Tokens.ExchangeAsync(Parse(host, TokenHost.Code));

        second.Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Takes_no_code_of_a_parser_with_other_data_centers_and_not_null()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = SelfClient(server);
        var code = (SelfClientCode)new SelfClientCodeParser(Client.Options()).Parse(TokenHost.Code, DataCenter.UnitedStates);

        await host.Tokens.Awaiting(x => x.ExchangeAsync(code)).Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("code");
        await host.Tokens.Awaiting(x => x.ExchangeAsync((SelfClientCode)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("code");

        server.Connections.Should().Be(0);
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
