using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tests.Interactive;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(BiginInteractiveConnector))]
public sealed class A_program_that_listens_on_localhost : IAsyncDisposable
{
    private readonly ShownLinks _prompt = new();
    private readonly RecordedLogs _logs = new();
    private readonly Uri _redirectUri = FreePorts.TakeRedirectUri();
    private BiginEmulator _emulator = null!;
    private ServiceProvider _services = null!;
    private PooledBrowserContext _browser = null!;
    private IPage _page = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _emulator = await BiginEmulator.StartAsync();
        _emulator.Clock.Stop(); // nothing times out, however slow the machine is
        _services = CreateProgram(_redirectUri, _prompt);
        _browser = await Chromium.OpenAsync();
        _page = await _browser.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
        _logs.Dispose();
    }

    [Test]
    public async Task Says_in_the_browser_that_it_is_connected_and_leaves_no_code_in_it()
    {
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync();

        await SignInAsync(link, "one@example.com");
        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");

        (await outcome).Should().BeOfType<ConnectedOutcome>();
        _page.Url.Should().Be(_redirectUri.AbsoluteUri);
        (await _page.EvaluateAsync<int>("document.scripts.length")).Should().Be(0);
        ICDPSession devTools = await _browser.Context.NewCDPSessionAsync(_page);
        $"{await devTools.SendAsync("Page.getNavigationHistory")}".Should().Contain("/callback").And.NotContain("code=");
        await _page.GoBackAsync();
        _page.Url.Should().NotContain("code=");
        FreePorts.IsFree(_redirectUri.Port).Should().BeTrue();
    }

    [Test]
    public async Task Says_in_the_browser_that_the_person_rejected()
    {
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync();

        await SignInAsync(link, "one@example.com");
        await PressAsync("Reject");
        await ShowsAsync("You rejected the request");

        (await outcome).Should().BeOfType<AuthorizationDeniedOutcome>();
    }

    [Test]
    public async Task Waits_for_the_right_account_after_a_wrong_one()
    {
        string elsewhere = _emulator.Users.First(user => user.DataCenter != "us" && user.Organizations.Count == 1).Email;
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync();

        await SignInAsync(link, elsewhere);
        await PressAsync("Accept");
        await ShowsAsync("This account is in a data center that the program does not accept");
        outcome.IsCompleted.Should().BeFalse();
        await _browser.Context.ClearCookiesAsync();
        await SignInAsync(link, "one@example.com");
        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");

        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Takes_the_answer_of_another_tab_where_the_first_was_closed()
    {
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync();
        await SignInAsync(link, "one@example.com");
        await Assertions.Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToBeVisibleAsync(); // a page that is closed on its way may never say that it is
        await _page.CloseAsync().WaitAsync(Hang.Limit);
        _page = await _browser.NewPageAsync();

        await _page.GotoAsync(link.AbsoluteUri);
        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");

        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Changes_nothing_where_the_person_goes_back_after_the_end_and_accepts_again()
    {
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync();
        await SignInAsync(link, "one@example.com");
        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");
        await outcome;

        await _page.GoBackAsync();
        var unreachable = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _page.RequestFailed += (_, request) => unreachable.TrySetResult(request.Url);
        await PressAsync("Accept");

        (await unreachable.Task.WaitAsync(Hang.Limit)).Should().StartWith(_redirectUri.AbsoluteUri, "nothing listens there");
        _emulator.Requests.Count(request => request.Path == "/oauth/v2/token").Should().Be(1);
        (await _services.GetRequiredService<BiginConnections>().FindAsync("default"))!.Status.Should().Be(ConnectionStatus.Active);
    }

    [Test]
    public async Task Is_one_of_two_that_wait_at_once_each_on_a_port_of_its_own()
    {
        var prompt = new ShownLinks();
        await using ServiceProvider another = CreateProgram(FreePorts.TakeRedirectUri(), prompt);
        (Task<InteractiveConnectOutcome> first, Uri linkOfFirst) = await BeginAsync();
        (Task<InteractiveConnectOutcome> second, Uri linkOfSecond) = await BeginAsync(another, prompt);
        IPage tabOfFirst = _page;
        await SignInAsync(linkOfFirst, "one@example.com");
        _page = await _browser.NewPageAsync();
        await _page.GotoAsync(linkOfSecond.AbsoluteUri);

        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");
        first.IsCompleted.Should().BeFalse();
        _page = tabOfFirst;
        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");

        (await first).Should().BeOfType<ConnectedOutcome>();
        (await second).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Warns_of_a_browser_that_asks_for_https_and_goes_on_waiting()
    {
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync();

        IPage tab = await _browser.NewPageAsync();
        Func<Task> asking = () => tab.GotoAsync($"https://{_redirectUri.Authority}/callback");
        await asking.Should().ThrowAsync<PlaywrightException>();
        await SignInAsync(link, "one@example.com");
        await PressAsync("Accept");
        await ShowsAsync("Connected to Bigin");

        (await outcome).Should().BeOfType<ConnectedOutcome>();
        _logs.Entries.Should().ContainSingle(entry => entry.Message.Contains("HSTS", StringComparison.Ordinal));
    }

    private ServiceProvider CreateProgram(Uri redirectUri, ShownLinks prompt)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_logs));
        services.AddBiginOAuth(options =>
        {
            options.RedirectUri = redirectUri;
            options.Scopes.Add(BiginScopes.Org.Read);
            options.ForceConsent = true;
            options.AllowedDataCenters.Add("us");
        }).UseEmulator(_emulator).AddInteractive(options =>
        {
            options.OpenBrowser = (_, _) => new(false);
            options.Prompt = prompt;
        });
        return services.BuildServiceProvider();
    }

    private Task<(Task<InteractiveConnectOutcome> Outcome, Uri Link)> BeginAsync() => BeginAsync(_services, _prompt);

    private static async Task<(Task<InteractiveConnectOutcome> Outcome, Uri Link)> BeginAsync(ServiceProvider program, ShownLinks prompt)
    {
        Task<InteractiveConnectOutcome> outcome = program.GetRequiredService<BiginInteractiveConnector>().ConnectAsync("default");
        return (outcome, (await prompt.NextAsync(outcome)).Url);
    }

    private async Task SignInAsync(Uri link, string user)
    {
        await _page.GotoAsync(link.AbsoluteUri);
        await _page.GetByLabel("E-mail address").FillAsync(user);
        await PressAsync("Next");
    }

    private Task PressAsync(string button) => _page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private Task ShowsAsync(string heading) => Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
}
