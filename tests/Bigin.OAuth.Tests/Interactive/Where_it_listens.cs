using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(LoopbackSockets))]
public sealed class Where_it_listens
{
    [TestCaseSource(typeof(LoopbackAddresses), nameof(LoopbackAddresses.All))]
    public async Task Is_each_loopback_address(string address)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port, IPAddress.Parse(address));

        await client.SendAsync(RawClient.Get(await host.AcceptAsync(link)));

        (await client.ReadToEndAsync()).Should().StartWith("HTTP/1.1 303 See Other\r\n");
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(host.RedirectUri);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Is_nothing_but_loopback_addresses()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();

        IPAddress[] addresses = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(it => it.Port == host.Port).Select(it => it.Address)];

        addresses.Should().BeEquivalentTo(LoopbackAddresses.All.Select(IPAddress.Parse));
        FreePorts.IsFree(host.Port).Should().BeFalse();
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));
        await outcome;
    }

    [Test]
    public async Task Is_open_before_a_browser_is_opened()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        string page = "";
        await using InteractiveHost host = await InteractiveHost.StartAsync(emulator: emulator, configure: options => options.OpenBrowser = async (link, cancellationToken) =>
        {
            using var browser = new LoopbackBrowser();
            page = await browser.ReadAsync(await emulator.AcceptAsync(link, "one@example.com", cancellationToken: CancellationToken.None));
            return true;
        });

        (await host.Connector.ConnectAsync(InteractiveHost.Key).WaitAsync(Hang.Limit)).Should().BeOfType<ConnectedOutcome>();
        page.Should().Contain("Connected to Bigin");
    }

    [TestCaseSource(typeof(LoopbackAddresses), nameof(LoopbackAddresses.All))]
    public async Task Is_the_next_redirect_uri_where_the_port_is_taken(string address)
    {
        Uri next = FreePorts.TakeRedirectUri("/another");
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.RedirectUris.Add(next));
        using Socket other = FreePorts.Listen(IPAddress.Parse(address), host.Port);
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        Uri redirect = await host.AcceptAsync(link);
        await browser.ReadAsync(redirect);

        redirect.OriginalString.Should().StartWith(next.OriginalString);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Is_the_next_redirect_uri_where_a_program_of_another_user_has_the_port()
    {
        Uri next = FreePorts.TakeRedirectUri();
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.RedirectUris.Add(next));
        using ProgramOfAnotherUser other = await ProgramOfAnotherUser.ListenAsync(host.Port);
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        Uri redirect = await host.AcceptAsync(link);
        await browser.ReadAsync(redirect);

        redirect.OriginalString.Should().StartWith(next.OriginalString, "the other user would get the code");
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [TestCaseSource(typeof(LoopbackAddresses), nameof(LoopbackAddresses.Wildcards))]
    public async Task Is_nowhere_where_another_program_listens_on_every_address(string address)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        using Socket other = FreePorts.Listen(IPAddress.Parse(address), host.Port);

        InteractiveConnectOutcome outcome = await host.Connector.ConnectAsync(InteractiveHost.Key);

        outcome.Should().BeOfType<CannotListenOutcome>().Which.Reason.Should().Be(ListenFailure.PortInUse);
    }

    [Test]
    public async Task Is_nowhere_where_every_port_is_taken_and_the_reason_names_them()
    {
        Uri next = FreePorts.TakeRedirectUri();
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.RedirectUris.Add(next));
        using Socket first = FreePorts.Listen(IPAddress.Loopback, host.Port);
        using Socket second = FreePorts.Listen(IPAddress.Parse(LoopbackAddresses.All[^1]), next.Port);

        CannotListenOutcome outcome = (await host.Connector.ConnectAsync(InteractiveHost.Key)).Should().BeOfType<CannotListenOutcome>().Subject;
        InteractiveAuthorization authorization = await host.Connector.AuthorizeAsync();

        outcome.Reason.Should().Be(ListenFailure.PortInUse);
        outcome.Message.Should().Contain(host.RedirectUri.OriginalString).And.Contain(next.OriginalString).And.Contain("RedirectUris");
        authorization.Should().BeOfType<CannotListen>().Which.Message.Should().Be(outcome.Message);
        host.Prompt.HasShown.Should().BeFalse("another program would get the code");
    }

    [Test]
    public async Task Is_nowhere_after_success_rejection_and_again_free_at_once()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(configureClient: options => options.ForceConsent = true);

        for (int i = 0; i < 3; i++)
        {
            (await host.ConnectAsync()).Should().BeOfType<ConnectedOutcome>("connections that were closed keep no port");
        }

        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.Emulator.RejectAsync(link, "one@example.com"));
        await outcome;

        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "It starts a program of Unix.")]
    public async Task Is_nowhere_while_a_browser_that_was_started_stays_open()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        using var window = new Process { StartInfo = new ProcessStartInfo("sleep", "1000") };
        await using InteractiveHost host = await InteractiveHost.StartAsync(emulator: emulator, configure: options => options.OpenBrowser = (_, _) => new(window.Start()));
        try
        {
            (await host.ConnectAsync()).Should().BeOfType<ConnectedOutcome>("what the program starts has no copy of its sockets, so the port becomes free");
            window.HasExited.Should().BeFalse();
        }
        finally
        {
            window.Kill();
        }
    }

    [Test]
    public async Task Is_nowhere_after_the_time_is_up()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, _) = await host.BeginAsync();

        host.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        outcome.IsCompleted.Should().BeFalse();
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await outcome.WaitAsync(Hang.Limit)).Should().BeOfType<TimedOutOutcome>().Which.Timeout.Should().Be(TimeSpan.FromMinutes(5));
        FreePorts.IsFree(host.Port).Should().BeTrue();
        host.Prompt.Waiting.Should().Be(0);
    }

    [Test]
    public async Task Is_nowhere_after_the_time_for_an_authorization_is_up()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(30));
        Task<InteractiveAuthorization> authorization = host.Connector.AuthorizeAsync();
        await host.Prompt.NextAsync(authorization);

        host.Clock.Advance(TimeSpan.FromSeconds(30));

        (await authorization.WaitAsync(Hang.Limit)).Should().BeOfType<TimedOut>();
        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [Test]
    public async Task Is_nowhere_after_a_cancellation()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        using var cancellation = new CancellationTokenSource();
        (Task<InteractiveConnectOutcome> outcome, _) = await host.BeginAsync(cancellationToken: cancellation.Token);
        using RawClient open = await RawClient.ConnectAsync(host.Port);

        await cancellation.CancelAsync();

        await outcome.Invoking(it => it.WaitAsync(Hang.Limit)).Should().ThrowAsync<OperationCanceledException>();
        FreePorts.IsFree(host.Port).Should().BeTrue();
        (await open.ReadToEndAsync()).Should().BeOneOf("", "[reset]");
        host.Prompt.Waiting.Should().Be(0);
    }

    [Test]
    public async Task Is_nowhere_where_the_caller_has_cancelled_before()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();

        await host.Connector.Invoking(it => it.AuthorizeAsync(new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        host.Prompt.HasShown.Should().BeFalse();
        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [Test]
    public async Task Is_a_port_of_its_own_for_each_of_two_that_run_at_once()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        Uri first = FreePorts.TakeRedirectUri();
        Uri second = FreePorts.TakeRedirectUri();
        await using InteractiveHost one = await InteractiveHost.StartAsync(options => options.RedirectUris.Add(second), emulator: emulator, redirectUri: first);
        await using InteractiveHost other = await InteractiveHost.StartAsync(options => options.RedirectUris.Add(second), emulator: emulator, redirectUri: first);
        (Task<InteractiveConnectOutcome> ofOne, Uri linkOfOne) = await one.BeginAsync();
        (Task<InteractiveConnectOutcome> ofOther, Uri linkOfOther) = await other.BeginAsync();
        using var browser = new LoopbackBrowser();

        await browser.ReadAsync(await other.AcceptAsync(linkOfOther));
        await browser.ReadAsync(await one.AcceptAsync(linkOfOne, "three@example.com", "Birch Bicycles"));

        (await ofOther).Should().BeOfType<ConnectedOutcome>().Which.Connection.Organization!.Name.Should().Be("Acorn Books");
        (await ofOne).Should().BeOfType<ConnectedOutcome>().Which.Connection.Organization!.Name.Should().Be("Birch Bicycles");
    }

    [Test]
    public async Task Is_a_port_of_its_own_for_each_of_two_calls_of_one_program()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> first, Uri link) = await host.BeginAsync();

        InteractiveConnectOutcome second = await host.Connector.ConnectAsync("another");
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));

        second.Should().BeOfType<CannotListenOutcome>();
        (await first).Should().BeOfType<ConnectedOutcome>();
    }
}
