using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(BiginInteractiveOptions))]
public sealed class Options_of_a_wait
{
    private static readonly TestCaseData[] Clients =
    [
        new TestCaseData("https://app.example.com/callback", "RedirectUri doesn't begin with http://localhost*").SetName("A server"),
        new TestCaseData("https://localhost:5999/callback", "RedirectUri doesn't begin with http://localhost*").SetName("https"),
        new TestCaseData("http://127.0.0.1:5999/callback", "RedirectUri doesn't begin with http://localhost*").SetName("An IP address"),
        new TestCaseData("http://[::1]:5999/callback", "RedirectUri doesn't begin with http://localhost*").SetName("An IP address of version 6"),
        new TestCaseData("http://localhost:0/callback", "RedirectUri has the port 0*").SetName("The port 0"),
        new TestCaseData("http://localhost:5999/callback?tenant=1", "RedirectUri has a query*").SetName("A query"),
        new TestCaseData("http://localhost:5999/a/../callback", "RedirectUri has a path that a browser writes in another way*").SetName("A path with dots"),
        new TestCaseData("http://localhost:5999/caf\u00e9", "RedirectUri has a path that a browser writes in another way*").SetName("A path beyond ASCII"),
    ];

    private static readonly TestCaseData[] Settings =
    [
        new TestCaseData((BiginInteractiveOptions options) => { options.Timeout = TimeSpan.Zero; }, "Timeout is not more than zero*").SetName("No time"),
        new TestCaseData((BiginInteractiveOptions options) => { options.Timeout = TimeSpan.FromMinutes(61); }, "Timeout is not more than zero*").SetName("Too much time"),
        new TestCaseData((BiginInteractiveOptions options) => { options.OpenBrowser = null!; }, "OpenBrowser is null*").SetName("No browser"),
        new TestCaseData((BiginInteractiveOptions options) => { options.Prompt = null!; }, "Prompt is null*").SetName("No prompt"),
        new TestCaseData((BiginInteractiveOptions options) => { options.Page = null!; }, "Page is null*").SetName("No page"),
        new TestCaseData((BiginInteractiveOptions options) => options.RedirectUris.Add(null!), "RedirectUris:0 is missing*").SetName("No further redirect URI"),
        new TestCaseData((BiginInteractiveOptions options) => options.RedirectUris.Add(new Uri("/callback", UriKind.Relative)), "RedirectUris:0 is relative*").SetName("A relative redirect URI"),
        new TestCaseData((BiginInteractiveOptions options) => options.RedirectUris.Add(new Uri("http://localhost:5999/callback#x")), "RedirectUris:0 has a fragment*").SetName("A fragment"),
        new TestCaseData((BiginInteractiveOptions options) => options.RedirectUris.Add(new Uri("http://user@localhost:5999/callback")), "RedirectUris:0 doesn't begin*").SetName("User info"),
        new TestCaseData((BiginInteractiveOptions options) => options.RedirectUris.Add(new Uri("http://localhost.example:5999/callback")), "RedirectUris:0 doesn't begin*").SetName("A name that begins like localhost"),
    ];

    [TestCaseSource(nameof(Clients))]
    public Task Refuse_at_the_start_of_the_host_a_redirect_uri_that_cannot_be_listened_on(string redirectUri, string message) =>
        FailsAsync(message, redirectUri, _ => { });

    [TestCaseSource(nameof(Settings))]
    public Task Refuse_at_the_start_of_the_host_what_cannot_work(Action<BiginInteractiveOptions> configure, string message) =>
        FailsAsync(message, "http://localhost:5999/callback", configure);

    [TestCase("http://localhost")]
    [TestCase("http://localhost:5999")]
    [TestCase("http://localhost:5999/")]
    [TestCase("HTTP://LocalHost:5999/a/b.c~d")]
    public Task Take_a_redirect_uri_of_localhost(string redirectUri) => Hosts.StartAsync(services => Add(services, redirectUri, options => options.RedirectUris.Add(new Uri(redirectUri))));

    [Test]
    public async Task Name_every_failure_at_once()
    {
        OptionsValidationException exception = (await FailAsync("http://127.0.0.1:5999/callback", options => (options.Timeout, options.Page) = (TimeSpan.Zero, null!))).Which;

        exception.Failures.Should().HaveCount(3);
        exception.OptionsType.Should().Be<BiginInteractiveOptions>();
    }

    [Test]
    public async Task Leave_the_failures_of_the_client_to_the_client()
    {
        Func<Task> starting = () => Hosts.StartAsync(services => services.AddBiginOAuth(_ => { }).AddInteractive());

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.OptionsType.Should().Be<BiginOAuthOptions>();
    }

    [Test]
    public async Task Let_a_self_client_start_whose_connector_says_that_it_has_no_link()
    {
        ServiceProvider? provider = null;
        await Hosts.StartAsync(services =>
        {
            services.AddBiginOAuth(options => (options.ClientType, options.ClientId) = (BiginClientType.SelfClient, Client.Id)).AddInteractive();
            provider = services.BuildServiceProvider();
        });

        provider!.Invoking(it => it.GetRequiredService<BiginInteractiveConnector>()).Should().Throw<InvalidOperationException>().WithMessage("*SelfClient*");
        await provider!.DisposeAsync();
    }

    [Test]
    public void Add_up_over_several_calls_that_register_one_connector()
    {
        var services = new ServiceCollection();
        BiginOAuthBuilder builder = services.AddBiginOAuth(options => (options.ClientId, options.RedirectUri) = (Client.Id, new Uri("http://localhost:5999/callback")));
        services.Configure<BiginOAuthOptions>(options => options.Scopes.Add(BiginScopes.Org.Read));

        builder.AddInteractive(options => options.Timeout = TimeSpan.FromMinutes(1)).AddInteractive().AddInteractive(options => options.RedirectUris.Add(new Uri("http://localhost:6001/callback")));

        using ServiceProvider provider = services.AddLogging().BuildServiceProvider();
        BiginInteractiveOptions options = provider.GetRequiredService<IOptions<BiginInteractiveOptions>>().Value;
        (options.Timeout, options.RedirectUris.Count).Should().Be((TimeSpan.FromMinutes(1), 1));
        provider.GetServices<BiginInteractiveConnector>().Should().ContainSingle();
    }

    [Test]
    public void Are_these_unless_set()
    {
        var options = new BiginInteractiveOptions();

        options.Timeout.Should().Be(TimeSpan.FromMinutes(5));
        options.RedirectUris.Should().BeEmpty();
        options.OpenBrowser.Should().NotBeNull();
        options.Prompt.Should().NotBeNull();
        options.Page.Should().NotBeNull();
    }

    private static async Task FailsAsync(string message, string redirectUri, Action<BiginInteractiveOptions> configure) =>
        (await FailAsync(redirectUri, configure)).Which.Failures.Should().ContainSingle().Which.Should().Match(message).And.MatchRegex(@"\. (Write|Leave|AddInteractive)");

    private static Task<FluentAssertions.Specialized.ExceptionAssertions<OptionsValidationException>> FailAsync(string redirectUri, Action<BiginInteractiveOptions> configure)
    {
        Func<Task> starting = () => Hosts.StartAsync(services => Add(services, redirectUri, configure));
        return starting.Should().ThrowAsync<OptionsValidationException>();
    }

    private static void Add(IServiceCollection services, string redirectUri, Action<BiginInteractiveOptions> configure)
    {
        services.AddBiginOAuth(options =>
        {
            options.ClientId = Client.Id;
            options.RedirectUri = new Uri(redirectUri);
            options.Scopes.Add(BiginScopes.Org.Read);
        }).AddInteractive(configure);
    }
}
