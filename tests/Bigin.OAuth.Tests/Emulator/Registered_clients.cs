using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(EmulatorClient))]
public sealed class Registered_clients
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; // RFC 7636, appendix B

    [Test]
    public async Task Are_a_server_based_a_self_client_a_mobile_one_and_Chinas()
    {
        await using Host host = await Host.StartAsync();

        host.Emulator.Clients.Select(client => client.Type).Should().Equal(
            EmulatorClientType.ServerBased, EmulatorClientType.SelfClient, EmulatorClientType.Mobile, EmulatorClientType.ServerBased);
        host.Emulator.Clients[0].Id.Should().Be(host.Emulator.ClientId);
        host.Emulator.Clients[^1].DataCenters.Should().Equal("cn");
        host.Emulator.Clients.Should().OnlyContain(client => client.Id.Length == 35 && client.Secret.Length == 42, "Zoho's have this form");
    }

    [TestCase("cn", HttpStatusCode.OK)]
    [TestCase("us", HttpStatusCode.BadRequest)]
    [TestCase("eu", HttpStatusCode.BadRequest)]
    public async Task Of_China_are_known_at_China_only(string dataCenter, HttpStatusCode expected)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        EmulatorClient china = host.Emulator.Clients[^1];

        HttpResponseMessage page = await visitor.FollowAsync(await visitor.Http.GetAsync(Link(host, china, dataCenter)));

        page.StatusCode.Should().Be(expected);
        (await TokenErrorAsync(host, china, dataCenter)).Should().Be(dataCenter == "cn" ? "invalid_code" : "invalid_client");
    }

    [TestCase("eu", "invalid_code")]
    [TestCase("us", "invalid_client")]
    public async Task Are_enabled_per_data_center(string dataCenter, string error)
    {
        var client = new EmulatorClient("1000.OTHER", "other") { DataCenters = ["EU"] };
        await using Host host = await Host.StartAsync(options => options.Clients.Add(client));

        (await TokenErrorAsync(host, client, dataCenter)).Should().Be(error);
    }

    [TestCase("eu", "own", "invalid_code")]
    [TestCase("eu", "other", "invalid_client_secret")]
    [TestCase("us", "other", "invalid_code")]
    public async Task May_have_a_secret_per_data_center(string dataCenter, string secret, string error)
    {
        var client = new EmulatorClient("1000.OTHER", "other") { Secrets = { ["EU"] = "own" } };
        await using Host host = await Host.StartAsync(options => options.Clients.Add(client));

        (await TokenErrorAsync(host, client, dataCenter, secret)).Should().Be(error);
    }

    [Test]
    public async Task Cannot_use_the_code_the_refresh_token_or_the_revocation_of_another()
    {
        var other = new EmulatorClient("1000.OTHER", "other");
        await using Host host = await Host.StartAsync(options => options.Clients.Add(other));
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();
        Dictionary<string, string> exchange = As(other, caller.Exchange(await caller.CodeAsync()));

        (await caller.AnswerAsync(exchange)).Should().Be("""{"error":"invalid_code"}""");
        (await caller.AnswerAsync(As(other, caller.Refresh(refreshToken)))).Should().Be("""{"error":"invalid_code"}""");
        HttpResponseMessage revocation = await caller.PostWithBasicAsync("/oauth/v2/revoke/token", other.Id, other.Secret, new() { ["token"] = refreshToken });
        revocation.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await caller.RefreshAsync(refreshToken)).Should().NotBeEmpty();
    }

    [TestCase("myapp://callback", true, "sign-in")]
    [TestCase("http://localhost:5999/callback", true, "sign-in")]
    [TestCase("MyApp://callback", true, "error")]
    [TestCase("https://app.example.com/callback", true, "error")]
    [TestCase("javascript:alert(1)", true, "error")]
    [TestCase("myapp://callback", false, "error")]
    public async Task Of_mobile_applications_need_PKCE_and_may_have_a_scheme_of_their_own(string redirectUri, bool withChallenge, string step)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        Uri link = Link(host, host.Emulator.Clients[2], "us", redirectUri, withChallenge ? $"&code_challenge={Challenge}&code_challenge_method=S256" : "");

        HttpResponseMessage page = await visitor.FollowAsync(await visitor.Http.GetAsync(link));

        (await page.Content.ReadAsStringAsync()).Should().Contain($"data-step=\"{step}\"");
    }

    [TestCase(Verifier, "access_token")]
    [TestCase("another-verifier-another-verifier-another-verifier", "invalid_code")]
    [TestCase(null, "invalid_code")]
    public async Task Of_mobile_applications_prove_the_verifier_also_where_the_setting_checks_none(string? verifier, string expected)
    {
        await using Host host = await Host.StartAsync(options => options.VerifyPkce = false);
        using var caller = new Caller(host);
        EmulatorClient mobile = host.Emulator.Clients[2];
        Uri redirect = await host.Emulator.AcceptAsync(Link(host, mobile, "us", Host.RedirectUri, $"&code_challenge={Challenge}&code_challenge_method=S256"), "one@example.com");
        Dictionary<string, string> exchange = As(mobile, caller.Exchange(HttpUtility.ParseQueryString(redirect.Query)["code"]!));
        if (verifier is not null)
        {
            exchange["code_verifier"] = verifier;
        }

        (await caller.AnswerAsync(exchange)).Should().Contain(expected);
    }

    [TestCase("http://127.0.0.1:5999/callback", false, "error")]
    [TestCase("http://[::1]:5999/callback", false, "error")]
    [TestCase("http://localhost:5999/callback", false, "sign-in")]
    [TestCase("http://127.0.0.1:5999/callback", true, "sign-in")]
    public async Task May_name_this_machine_by_address_only_where_the_setting_says_so(string redirectUri, bool isAllowed, string step)
    {
        await using Host host = await Host.StartAsync(options => options.AllowIPRedirectUris = isAllowed);
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.FollowAsync(await visitor.Http.GetAsync(Link(host, host.Emulator.Clients[0], "us", redirectUri)));

        string text = await page.Content.ReadAsStringAsync();
        text.Should().Contain($"data-step=\"{step}\"");
        if (step == "error")
        {
            text.Should().Contain("Invalid Redirect Uri").And.Contain(nameof(BiginEmulatorOptions.AllowIPRedirectUris)).And.Contain("localhost");
        }
    }

    [TestCase(false, true)]
    [TestCase(true, false)]
    public async Task Keep_the_other_refresh_tokens_of_a_grant_after_a_revocation_as_the_setting_says(bool endsOthers, bool lives)
    {
        await using Host host = await Host.StartAsync(options => options.RevocationEndsOtherTokens = endsOthers);
        using var caller = new Caller(host);
        (_, string old) = await caller.ConnectAsync("three@example.com", "Acorn Books");
        (_, string current) = await caller.ConnectAsync("three@example.com", "Acorn Books", force: true);
        (_, string elsewhere) = await caller.ConnectAsync("three@example.com", "Birch Bicycles");

        await caller.PostAsync(new() { ["token"] = old }, path: "/oauth/v2/token/revoke");

        (await caller.AnswerAsync(caller.Refresh(current))).Should().Contain(lives ? "access_token" : "invalid_code");
        (await caller.RefreshAsync(elsewhere)).Should().NotBeEmpty("it is another organization's");
    }

    [Test]
    public async Task Count_codes_each_for_itself()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = 1);
        using var caller = new Caller(host);
        await caller.CodeAsync();

        (await host.Emulator.CreateSelfClientCodeAsync("one@example.com")).Should().Contain("\"code\"");
        Func<Task> second = () => host.Emulator.CreateSelfClientCodeAsync("one@example.com");

        await second.Should().ThrowAsync<InvalidOperationException>().WithMessage("*CodesPerTenMinutes*");
    }

    [Test]
    public async Task Have_different_ids()
    {
        Func<Task> start = () => BiginEmulator.StartAsync(options => options.Clients.Add(new EmulatorClient(options.ClientId, "x")));

        await start.Should().ThrowAsync<ArgumentException>().WithMessage("*Clients*");
    }

    private static Uri Link(Host host, EmulatorClient client, string dataCenter, string redirectUri = Host.RedirectUri, string more = "") => new(
        host.Emulator.DataCenters.Single(x => x.Id == dataCenter).AccountsServer,
        $"/oauth/v2/auth?response_type=code&scope={BiginScopes.Org.Read}&client_id={client.Id}&redirect_uri={Uri.EscapeDataString(redirectUri)}{more}");

    private static async Task<string> TokenErrorAsync(Host host, EmulatorClient client, string dataCenter, string? secret = null)
    {
        using var caller = new Caller(host);
        Dictionary<string, string> form = As(client, caller.Exchange("1000.0.0"));
        form["client_secret"] = secret ?? client.Secret;
        return (string)JsonNode.Parse(await caller.AnswerAsync(form, dataCenter))!["error"]!;
    }

    private static Dictionary<string, string> As(EmulatorClient client, Dictionary<string, string> form)
    {
        (form["client_id"], form["client_secret"]) = (client.Id, client.Secret);
        return form;
    }
}
