using System.Text;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(LoopbackConnection))]
public sealed class Connections_that_say_little
{
    private static readonly Action<BiginInteractiveOptions> WithAnHour = options => options.Timeout = TimeSpan.FromHours(1);

    [Test]
    public async Task Do_not_keep_the_answer_waiting_where_a_thousand_are_idle()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        var idle = new List<RawClient>();
        try
        {
            for (int i = 0; i < 1000; i++)
            {
                idle.Add(await RawClient.ConnectAsync(host.Port));
            }

            using var browser = new LoopbackBrowser();
            string page = await browser.ReadAsync(await host.AcceptAsync(link));

            page.Should().Contain("Connected to Bigin", "the clock stands still, so nothing has timed out");
            (await outcome).Should().BeOfType<ConnectedOutcome>();
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Test]
    public async Task Make_room_where_there_are_more_than_any_browser_opens()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        using var cancellation = new CancellationTokenSource();
        (Task<InteractiveConnectOutcome> outcome, _) = await host.BeginAsync(cancellationToken: cancellation.Token);
        var idle = new List<RawClient>();
        try
        {
            for (int i = 0; i <= OpenConnections.Limit; i++)
            {
                idle.Add(await RawClient.ConnectAsync(host.Port));
            }

            (await idle[0].ReadToEndAsync()).Should().BeOneOf("", "[reset]"); // the clock stands still, so no time was up
            outcome.IsCompleted.Should().BeFalse();
        }
        finally
        {
            await cancellation.CancelAsync();
            idle.ForEach(client => client.Dispose());
        }

        await outcome.Invoking(it => it.WaitAsync(Hang.Limit)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Do_not_keep_the_answer_waiting_where_they_send_a_byte_now_and_then()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient slow = await RawClient.ConnectAsync(host.Port);
        await slow.SendAsync("GET /callback?code=");
        using var browser = new LoopbackBrowser();

        await browser.ReadAsync(await host.AcceptAsync(link));

        (await outcome).Should().BeOfType<ConnectedOutcome>();
        (await slow.ReadToEndAsync()).Should().BeOneOf("", "[reset]");
    }

    [TestCase("", TestName = "Are closed after five seconds where they say nothing")]
    [TestCase("GET /call", TestName = "Are closed after five seconds where the request doesn't end")]
    public async Task Are_closed_after_five_seconds(string sent)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(WithAnHour);
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient silent = await RawClient.ConnectAsync(host.Port);
        await silent.SendAsync(sent);

        Task<string> closed = silent.ReadToEndAsync();
        await Elapse.UntilAsync(host.Clock, closed);

        (await closed).Should().BeOneOf("", "[reset]");
        outcome.IsCompleted.Should().BeFalse();
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));
        await outcome;
    }

    [Test]
    public async Task Are_closed_after_five_seconds_where_they_send_a_byte_each_second()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(WithAnHour);
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient slow = await RawClient.ConnectAsync(host.Port);
        await slow.SendAsync("GET /callback?");

        Task<string> closed = slow.ReadToEndAsync();
        await Elapse.UntilAsync(host.Clock, closed, () => slow.TrySendAsync("a"));

        (await closed).Should().BeOneOf("", "[reset]");
        outcome.IsCompleted.Should().BeFalse();
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));
        await outcome;
    }

    [Test]
    public async Task Are_read_byte_by_byte()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);

        foreach (byte one in Encoding.ASCII.GetBytes(RawClient.Get(await host.AcceptAsync(link))))
        {
            await client.SendAsync([one]);
        }

        (await client.ReadToEndAsync()).Should().StartWith("HTTP/1.1 303 See Other\r\n");
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(host.RedirectUri);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Do_not_hold_the_caller_where_no_browser_asks_for_the_last_page()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(WithAnHour);
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser(followsRedirects: false);
        await browser.StatusAsync(await host.AcceptAsync(link));

        await Elapse.UntilAsync(host.Clock, outcome);

        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Do_not_hold_the_caller_where_the_last_page_is_not_read()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(options =>
        {
            options.Timeout = TimeSpan.FromHours(1);
            options.Page = _ => new string('x', 50_000_000);
        });
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser(followsRedirects: false);
        await browser.StatusAsync(await host.AcceptAsync(link));
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(RawClient.Get(host.RedirectUri));

        await Elapse.UntilAsync(host.Clock, outcome);

        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }
}
