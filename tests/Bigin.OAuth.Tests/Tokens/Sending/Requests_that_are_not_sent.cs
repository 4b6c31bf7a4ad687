using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(BiginTokenClient))]
public sealed class Requests_that_are_not_sent
{
    private static readonly Uri ApiServer = new("https://www.zohoapis.com");

    private RawServer _server = null!;
    private TokenHost _host = null!;

    [SetUp]
    public void Start()
    {
        _server = RawServer.Start(RawAnswer.Tokens);
        _host = new TokenHost(_server.Address);
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase(null, "")]
    [TestCase("", "")]
    public async Task Lack_a_secret(string? secret, string? ofDataCenter)
    {
        await using var host = new TokenHost(_server.Address, options =>
        {
            options.ClientSecret = secret;
            options.ClientSecrets["eu"] = "of-eu";
            if (ofDataCenter is not null)
            {
                options.ClientSecrets["us"] = ofDataCenter;
            }
        });

        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            TokenError error = (await host.SendAsync(request)).Should().BeOfType<TokenError>().Subject;

            error.Kind.Should().Be(TokenErrorKind.MissingClientSecret);
            error.Hint.Should().Contain("data center us").And.Contain("ClientSecrets:us");
            ShouldHaveNoAnswer(error);
        }

        _server.Connections.Should().Be(0);
    }

    [Test]
    public async Task Do_not_include_those_whose_data_center_has_an_empty_secret_beside_the_common_one()
    {
        await using var host = new TokenHost(_server.Address, options => options.ClientSecrets["us"] = "");

        await host.SendAsync(TokenRequest.Exchange);

        _server.Requests.Single().Form["client_secret"].Should().Be(Client.Secret);
    }

    [TestCase(60_000)]
    [TestCase(60_001)]
    [TestCase(86_400_000)]
    public async Task Hold_a_code_that_is_a_minute_old(int milliseconds)
    {
        AuthorizationResult accepted = _host.Accepted();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        TokenError error = (await _host.Tokens.ExchangeAsync(accepted)).Should().BeOfType<TokenError>().Subject;

        error.Kind.Should().Be(TokenErrorKind.CodeExpired);
        ShouldHaveNoAnswer(error);
        _server.Connections.Should().Be(0);
    }

    [Test]
    public async Task Do_not_include_a_code_a_millisecond_before_that()
    {
        AuthorizationResult accepted = _host.Accepted();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(59_999));

        (await _host.Tokens.ExchangeAsync(accepted)).Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task Hold_a_code_that_was_sent()
    {
        AuthorizationResult accepted = _host.Accepted();
        await _host.Tokens.ExchangeAsync(accepted);

        TokenError error = (await _host.Tokens.ExchangeAsync(accepted)).Should().BeOfType<TokenError>().Subject;

        error.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
        ShouldHaveNoAnswer(error);
        _server.Requests.Should().ContainSingle();
    }

    // A callback that is reloaded after the code's minute: that the code was used is the truth, and its fix is another.
    [Test]
    public async Task Hold_a_code_that_was_sent_and_has_expired_since([Values] bool isParsedAgain)
    {
        PendingAuthorization pending = _host.Links.Build().Pending;
        AuthorizationResult accepted = _host.Accepted(pending);
        await _host.Tokens.ExchangeAsync(accepted);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        TokenError error = (await _host.Tokens.ExchangeAsync(isParsedAgain ? _host.Accepted(pending) : accepted)).Should().BeOfType<TokenError>().Subject;

        error.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
        ShouldHaveNoAnswer(error);
        _server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Hold_a_code_that_expired_unsent_however_often_it_comes()
    {
        AuthorizationResult accepted = _host.Accepted();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        TokenResponse[] responses = [await _host.Tokens.ExchangeAsync(accepted), await _host.Tokens.ExchangeAsync(accepted)];

        responses.Cast<TokenError>().Select(error => error.Kind).Should().Equal(TokenErrorKind.CodeExpired, TokenErrorKind.CodeExpired);
    }

    [Test]
    public async Task Say_that_the_secret_is_missing_before_they_look_at_the_code()
    {
        await using var host = new TokenHost(_server.Address, options => options.ClientSecret = null);
        AuthorizationResult accepted = host.Accepted();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await host.Tokens.ExchangeAsync(accepted)).Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.MissingClientSecret);
    }

    private IEnumerable<DataCenter> Strangers() =>
    [
        new DataCenter("us", new Uri("https://accounts.example.com"), ApiServer),
        new DataCenter("us", _server.Address, new Uri("https://api.example.com")),
        new DataCenter("us", new UriBuilder(_server.Address) { Scheme = "https" }.Uri, ApiServer),
        new DataCenter("us", new UriBuilder(_server.Address) { Host = "localhost" }.Uri, ApiServer),
        new DataCenter("us", new UriBuilder(_server.Address) { Port = 1 }.Uri, ApiServer),
        new DataCenter("xx", _server.Address, ApiServer),
        new DataCenter("eu", _server.Address, ApiServer),
        new DataCenter(" us", _server.Address, ApiServer),
        new DataCenter("", _server.Address, ApiServer),
        new DataCenter(null!, _server.Address, ApiServer),
        new DataCenter("us", null!, ApiServer),
        new DataCenter("us", _server.Address, null!),
        new DataCenter("us", new Uri("/oauth", UriKind.Relative), ApiServer),
        new DataCenter("us", new Uri("https://\u200D\u200D.example"), ApiServer),
        DataCenter.UnitedStates,
    ];

    [Test]
    public async Task Name_a_data_center_outside_the_map()
    {
        foreach (DataCenter stranger in Strangers())
        {
            await _host.Tokens.Awaiting(x => x.RefreshAsync(TokenHost.RefreshToken, stranger)).Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("dataCenter").WithMessage(
                $"Data center '{stranger}' with these servers is not an entry of DataCenters. Use an entry of it: BiginOAuthOptions.FindDataCenter finds one by its id.*");
            await _host.Tokens.Awaiting(x => x.RevokeAsync(TokenHost.RefreshToken, stranger)).Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("dataCenter");
        }

        _server.Connections.Should().Be(0);
    }

    [Test]
    public async Task Bring_a_result_of_a_host_with_another_map()
    {
        await using RawServer another = RawServer.Start(RawAnswer.Tokens);
        await using var elsewhere = new TokenHost(another.Address);
        AuthorizationResult accepted = elsewhere.Accepted();

        await _host.Tokens.Awaiting(x => x.ExchangeAsync(accepted)).Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("authorization");

        _server.Connections.Should().Be(0);
        another.Connections.Should().Be(0);
        (await elsewhere.Tokens.ExchangeAsync(accepted)).Should().BeOfType<BiginTokens>("the code is still good");
    }

    [Test]
    public async Task Do_not_include_one_to_a_data_center_that_equals_an_entry()
    {
        var equal = new DataCenter("US", new Uri(_server.Address.OriginalString + "/"), new Uri("HTTPS://WWW.ZOHOAPIS.COM:443/"));

        var tokens = (BiginTokens)await _host.Tokens.RefreshAsync(TokenHost.RefreshToken, equal);
        await _host.Tokens.RevokeAsync(TokenHost.RefreshToken, equal);

        tokens.DataCenter.Should().BeSameAs(_host.DataCenter);
        _server.Requests.Select(request => request.RequestLine).Should().Equal("POST /oauth/v2/token HTTP/1.1", "POST /oauth/v2/token/revoke HTTP/1.1");
    }

    [Test]
    public async Task Do_not_follow_what_the_options_have_become()
    {
        BiginTokenClient client = _host.Tokens;
        AuthorizationResult accepted = _host.Accepted();
        DataCenter known = _host.DataCenter;
        BiginOAuthOptions options = _host.Services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
        (options.ClientId, options.ClientSecret, options.DataCenters[0]) = ("another", "another", new DataCenter("us", new Uri("https://accounts.example.com"), ApiServer));

        await client.ExchangeAsync(accepted);
        await client.Awaiting(x => x.RefreshAsync(TokenHost.RefreshToken, options.DataCenters[0])).Should().ThrowAsync<ArgumentException>();
        await client.RefreshAsync(TokenHost.RefreshToken, known);

        _server.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Form["client_secret"] == Client.Secret && request.Form["client_id"] == Client.Id);
    }

    [Test]
    public async Task Lack_an_argument()
    {
        await _host.Tokens.Awaiting(x => x.ExchangeAsync((AuthorizationResult)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("authorization");
        await _host.Tokens.Awaiting(x => x.RefreshAsync(null!, _host.DataCenter)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("refreshToken");
        await _host.Tokens.Awaiting(x => x.RefreshAsync(TokenHost.RefreshToken, null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("dataCenter");
        await _host.Tokens.Awaiting(x => x.RevokeAsync(null!, _host.DataCenter)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("refreshToken");
        await _host.Tokens.Awaiting(x => x.RevokeAsync(TokenHost.RefreshToken, null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("dataCenter");

        _server.Connections.Should().Be(0);
    }

    private static void ShouldHaveNoAnswer(TokenError error)
    {
        error.StatusCode.Should().BeNull();
        error.Error.Should().BeNull();
        error.ErrorDescription.Should().BeNull();
        error.RetryAfter.Should().BeNull();
        error.IsTransient.Should().BeFalse();
    }
}
