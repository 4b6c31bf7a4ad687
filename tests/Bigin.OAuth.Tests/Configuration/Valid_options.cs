using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Valid_options
{
    private static readonly TestCaseData[] Edges =
    [
        Row("a code lifetime of ten minutes", options => options.AuthorizationCodeLifetime = TimeSpan.FromMinutes(10)),
        Row("a code lifetime of one tick", options => options.AuthorizationCodeLifetime = TimeSpan.FromTicks(1)),
        Row("a recheck interval of nothing", options => options.ConnectionRecheckInterval = TimeSpan.Zero),
        Row("a recheck interval of ten minutes", options => options.ConnectionRecheckInterval = TimeSpan.FromMinutes(10)),
        Redirect("https://app.example.com"),
        Redirect("https://app.example.com:8443/callback?a=b"),
        Redirect("https://192.168.0.1/callback"),
        Redirect("http://localhost"),
        Redirect("http://LOCALHOST:5000/callback"),
        Redirect("http://127.0.0.1:5000"),
        Redirect("http://127.8.9.10:5000"),
        Redirect("http://[::1]:5000"),
        Redirect("https://localhost/callback%23x"),
        Row("servers with a trailing slash", Add("https://accounts.zoho.example/", "https://www.zohoapis.example/")),
        Row("servers with a port", Add("https://accounts.zoho.example:8443", "https://www.zohoapis.example:8443")),
        Row("servers in upper case", Add("HTTPS://ACCOUNTS.ZOHO.AE", "HTTPS://WWW.ZOHOAPIS.AE")),
        Row("servers on a loopback host", Add("http://localhost:5001", "http://127.0.0.1:5002")),
        Row("servers on the loopback address of IPv6", Add("http://[::1]:5001", "http://[::1]:5002")),
        Row("one API server of two data centers", Add("https://accounts.zoho.example", "https://www.zohoapis.com")),
        Row("a home that is not allowed", options => options.AllowedDataCenters.Add("eu")),
        Row("a home in upper case", options => options.HomeDataCenter = "CN"),
        Row("allowed data centers in upper case", options => options.AllowedDataCenters.Add("EU")),
        Row("a secret of a data center in upper case", options => options.ClientSecrets["EU"] = "s"),
        Redirect("https://app.example.com/call@back?to=a@b"),
        Redirect("http://localhost:5000/call@back"),
        Row("an empty secret", options => options.ClientSecret = ""),
        Row("a secret with quotes and a space in it", options => options.ClientSecret = "a\"b' c"),
        Row("a secret that only begins with a quote", options => options.ClientSecret = "\"a"),
        Row("no secret at all", options => options.ClientSecret = null),
        Row("a client id of a data center, and no secret at all", options => options.ClientIds["cn"] = "1000.CHINA"),
        Row("a client id of a data center with its secret", options => (options.ClientIds["CN"], options.ClientSecrets["cn"], options.ClientSecret) = ("1000.CHINA", "c", "s")),
        Row("a mobile client", options => options.ClientType = BiginClientType.Mobile),
        Row("a mobile client with a scheme of its own", options => (options.ClientType, options.RedirectUri) = (BiginClientType.Mobile, new Uri("myapp://connected"))),
        Row("a mobile client with a scheme that names its maker", options => (options.ClientType, options.RedirectUri) = (BiginClientType.Mobile, new Uri("com.example.app://bigin/back"))),
        Row("an undocumented scope", options => options.Scopes.Add("Anything:else/v1+x")),
        Row("fewer data centers", options => options.DataCenters.Remove(DataCenter.China)),
    ];

    [TestCaseSource(nameof(Edges))]
    public void Are_accepted_by_a_builder_and_a_parser(Action<BiginOAuthOptions> configure)
    {
        FluentActions.Invoking(() => new AuthorizationUrlBuilder(Client.Options(configure)).Build()).Should().NotThrow();
        FluentActions.Invoking(() => new RedirectResponseParser(Client.Options(configure))).Should().NotThrow();
    }

    [TestCaseSource(nameof(Edges))]
    public async Task Let_a_host_start(Action<BiginOAuthOptions> configure)
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section()).Services.Configure(configure));

        await start.Should().NotThrowAsync();
    }

    private static Action<BiginOAuthOptions> Add(string accountsServer, string apiServer) =>
        options => options.DataCenters.Add(new DataCenter(ImaginaryDataCenter.Id, new Uri(accountsServer), new Uri(apiServer)));

    private static TestCaseData Redirect(string redirectUri) =>
        Row($"the redirect URI {redirectUri}", options => options.RedirectUri = new Uri(redirectUri));

    private static TestCaseData Row(string name, Action<BiginOAuthOptions> configure) => new TestCaseData(configure).SetArgDisplayNames(name);
}
