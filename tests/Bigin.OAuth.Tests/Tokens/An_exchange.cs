using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokenClient))]
public sealed class An_exchange
{
    [Test]
    public async Task Sends_one_form_to_the_accounts_server_and_nothing_in_the_address()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        await host.Tokens.ExchangeAsync(host.Accepted());

        RawRequest request = server.Requests.Should().ContainSingle().Subject;
        request.RequestLine.Should().Be("POST /oauth/v2/token HTTP/1.1");
        request.Head.Should().Contain("Content-Type: application/x-www-form-urlencoded\r\n").And.NotContain("Authorization").And.NotContain("Cookie");
        request.Form.Should().Equal(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Client.Id,
            ["client_secret"] = Client.Secret,
            ["redirect_uri"] = Client.RedirectUri.OriginalString,
            ["code"] = TokenHost.Code,
        });
    }

    [Test]
    public async Task Brings_the_tokens()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        TokenResponse response = await host.Tokens.ExchangeAsync(host.Accepted());

        BiginTokens tokens = response.Should().BeOfType<BiginTokens>().Subject;
        tokens.AccessToken.Reveal().Should().Be("1000.a.a");
        tokens.RefreshToken!.Reveal().Should().Be("1000.r.r");
        tokens.ExpiresAt.Should().Be(Client.Now.AddHours(1));
        tokens.DataCenter.Should().BeSameAs(host.DataCenter);
        tokens.ApiServer.Should().Be(new Uri("https://www.zohoapis.com"));
        tokens.GrantedScopes.Should().BeNull("the answer names none");
    }

    [Test]
    public async Task Names_the_redirect_uri_and_the_verifier_of_the_link()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);
        AuthorizationRequest request = host.Links.WithRedirectUri(new Uri("http://localhost:1234/callback?a=b%20c")).WithPkce().Build();
        PendingAuthorization kept = PendingAuthorization.FromJson(request.Pending.ToJson());

        await host.Tokens.ExchangeAsync(host.Accepted(kept));

        IReadOnlyDictionary<string, string> form = server.Requests.Single().Form;
        form["redirect_uri"].Should().Be("http://localhost:1234/callback?a=b%20c");
        Challenge(form["code_verifier"]).Should().Be(request.Url.Query.Split("code_challenge=")[1].Split('&')[0]);
    }

    [Test]
    public async Task Uses_the_secret_of_the_data_center_where_it_has_one()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, options => options.ClientSecrets["US"] = "of-us");

        await host.Tokens.ExchangeAsync(host.Accepted());

        server.Requests.Single().Form["client_secret"].Should().Be("of-us");
    }

    private static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
