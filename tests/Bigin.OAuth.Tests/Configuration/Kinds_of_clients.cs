using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginClientType))]
public sealed class Kinds_of_clients
{
    private static readonly string[] SchemesOfOthers =
        ["http", "ftp", "file", "data", "javascript", "vbscript", "about", "blob", "filesystem", "mailto", "ws", "wss", "view-source"];

    private static readonly string[] Kinds = ["ServerBased", "SelfClient", "Mobile"];

    [Test]
    public void Are_those_of_the_console() => Enum.GetNames<BiginClientType>().Should().Equal(Kinds);

    [Test]
    public async Task Of_which_a_self_client_needs_neither_redirect_uri_nor_scopes()
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(options => (options.ClientType, options.ClientId) = (BiginClientType.SelfClient, Client.Id)));

        await start.Should().NotThrowAsync();
    }

    [Test]
    public async Task Of_which_a_self_client_has_what_it_does_set_checked()
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(
            Hosts.Section(("ClientType", "SelfClient"), ("RedirectUri", "http://app.example.com"), ("Scopes:0", "A,B"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().HaveCount(2);
    }

    [Test]
    public void Of_which_a_self_client_has_no_links_and_no_redirects_and_says_so()
    {
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(Hosts.Section(("ClientType", "SelfClient"))).Services.BuildServiceProvider();
        foreach ((Func<object> resolve, string type) in new (Func<object>, string)[]
        {
            (() => services.GetRequiredService<AuthorizationUrlBuilder>(), nameof(AuthorizationUrlBuilder)),
            (() => services.GetRequiredService<RedirectResponseParser>(), nameof(RedirectResponseParser)),
            (() => Client.Builder(options => options.ClientType = BiginClientType.SelfClient), nameof(AuthorizationUrlBuilder)),
            (() => Client.Parser(options => options.ClientType = BiginClientType.SelfClient), nameof(RedirectResponseParser)),
        })
        {
            resolve.Should().Throw<InvalidOperationException>().Which.Message.Should().Be(
                $"ClientType is SelfClient, which has no redirect URI, so there is nothing for {type} to do. Register a server-based client in Zoho's API console, "
                + "and set ClientType to ServerBased.");
        }

        services.GetRequiredService<BiginTokenClient>().Should().NotBeNull();
        services.GetRequiredService<BiginConnections>().Should().NotBeNull();
    }

    [Test]
    public void Of_which_a_mobile_one_always_uses_PKCE()
    {
        Action<BiginOAuthOptions> mobile = options => options.ClientType = BiginClientType.Mobile;

        Client.Builder(mobile).Build().Url.OriginalString.Should().Contain("&code_challenge=").And.Contain("&code_challenge_method=S256");
        FluentActions.Invoking(() => Client.Parser(mobile).Parse("?error=access_denied", "state")).Should().Throw<InvalidOperationException>();
    }

    [TestCase("myapp://connected")]
    [TestCase("com.example.app://bigin/back?a=b")]
    public void Of_which_a_mobile_one_may_have_a_scheme_of_its_own(string redirectUri)
    {
        AuthorizationUrlBuilder builder = Client.Builder(options => (options.ClientType, options.RedirectUri) = (BiginClientType.Mobile, new Uri(redirectUri)));

        AuthorizationRequest request = builder.Build();

        request.Url.OriginalString.Should().Contain($"&redirect_uri={Uri.EscapeDataString(redirectUri)}&");
        PendingAuthorization.FromJson(request.Pending.ToJson()).RedirectUri.OriginalString.Should().Be(redirectUri);
        FluentActions.Invoking(() => Client.Builder().WithRedirectUri(new Uri(redirectUri))).Should().Throw<ArgumentException>("the others may not");
    }

    [TestCase("MyApp://connected", TestName = "{m}(upper case)")]
    [TestCase("myapp:connected", TestName = "{m}(without slashes)")]
    [TestCase("myapp://connected#x", TestName = "{m}(a fragment)")]
    [TestCase("myapp://user@connected", TestName = "{m}(a user)")]
    public void Of_which_a_mobile_one_may_not_have(string redirectUri) =>
        FluentActions.Invoking(() => Client.Builder(options => (options.ClientType, options.RedirectUri) = (BiginClientType.Mobile, new Uri(redirectUri))))
            .Should().Throw<OptionsValidationException>().WithMessage("RedirectUri *");

    [TestCaseSource(nameof(SchemesOfOthers))]
    public void Of_which_a_mobile_one_may_not_have_a_scheme_that_browsers_or_systems_know(string scheme) =>
        FluentActions.Invoking(() => Client.Builder(options => (options.ClientType, options.RedirectUri) = (BiginClientType.Mobile, new Uri($"{scheme}://host/x"))))
            .Should().Throw<OptionsValidationException>()
            .WithMessage("RedirectUri *is neither https, nor http on a loopback host, nor of a scheme of the application's own in lower case*");

    [TestCase("http://127.0.0.1:5000/callback", true)]
    [TestCase("http://[::1]:5000/callback", true)]
    [TestCase("http://localhost:5000/callback", false)]
    [TestCase("https://192.168.0.1/callback", false)]
    public async Task Are_warned_of_an_address_where_Zoho_wants_localhost(string redirectUri, bool isWarned)
    {
        var logs = new RecordedLogs();

        await Hosts.StartAsync(services => services.AddLogging(logging => logging.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(logs))
            .AddBiginOAuth(Hosts.Section(("RedirectUri", redirectUri))));

        logs.Entries.Count(entry => entry.Id.Name == "LoopbackAddress" && entry.Message.Contains("write localhost", StringComparison.Ordinal)).Should().Be(isWarned ? 1 : 0);
    }

    [TestCase("https://accounts.zoho.eu", "eu")]
    [TestCase("https://www.zohoapis.eu", "eu")]
    [TestCase("https://WWW.ZOHOAPIS.IN:443/bigin/v2/?a=b", "in")]
    [TestCase("https://accounts.zoho.com.cn/oauth/v2/token", "cn")]
    [TestCase("http://www.zohoapis.eu", null)]
    [TestCase("https://www.zohoapis.eu.example.com", null)]
    [TestCase("/relative", null)]
    [TestCase(null, null)]
    public void Find_a_data_center_by_the_server_that_older_settings_hold(string? server, string? id) =>
        Client.Options().FindDataCenterByServer(server is null ? null : new Uri(server, UriKind.RelativeOrAbsolute))?.Id.Should().Be(id);
}
