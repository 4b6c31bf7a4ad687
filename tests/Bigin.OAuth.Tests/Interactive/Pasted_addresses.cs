using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(Presenter))]
public sealed class Pasted_addresses
{
    private static readonly TestCaseData[] Spellings =
    [
        new TestCaseData((Uri redirect) => redirect.OriginalString).SetName("The whole address"),
        new TestCaseData((Uri redirect) => $"  {redirect.OriginalString}\r\n").SetName("The address with white space around it"),
        new TestCaseData((Uri redirect) => $"\"{redirect.OriginalString}\"").SetName("The address in quotes"),
        new TestCaseData((Uri redirect) => $"<{redirect.OriginalString}>").SetName("The address in angle brackets"),
        new TestCaseData((Uri redirect) => redirect.OriginalString["http://".Length..]).SetName("The address without http"),
        new TestCaseData((Uri redirect) => redirect.PathAndQuery).SetName("Path and query"),
        new TestCaseData((Uri redirect) => redirect.Query).SetName("The query"),
        new TestCaseData((Uri redirect) => redirect.Query[1..]).SetName("The query without its question mark"),
    ];

    [TestCaseSource(nameof(Spellings))]
    public async Task Connect_like_the_browser_does(Func<Uri, string> write)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();

        host.Prompt.Paste(write(await host.AcceptAsync(link)));

        (await outcome.WaitAsync(Hang.Limit)).Should().BeOfType<ConnectedOutcome>("no browser waits for a page, and the clock stands still");
        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("http://localhost/callback?code=1000.marker&state=marker")]
    [TestCase("?error=access_denied")]
    [TestCase("\u0000\uD800")]
    public async Task That_are_not_the_answer_are_asked_for_again(string pasted)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();

        host.Prompt.Paste(pasted);
        InteractiveLink again = await host.Prompt.NextAsync(outcome);
        host.Prompt.Paste((await host.AcceptAsync(again.Url)).OriginalString);

        again.Url.Should().Be(link);
        again.Problem.Should().NotBeNullOrEmpty().And.NotContain("marker");
        (await outcome.WaitAsync(Hang.Limit)).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Of_a_person_who_rejects_end_the_wait_where_the_state_is_right()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();

        host.Prompt.Paste((await host.Emulator.RejectAsync(link, "one@example.com")).OriginalString);

        (await outcome.WaitAsync(Hang.Limit)).Should().BeOfType<AuthorizationDeniedOutcome>();
    }

    [Test]
    public async Task Are_no_longer_asked_for_when_the_browser_has_answered()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();

        await host.ConnectAsync();

        host.Prompt.Waiting.Should().Be(0);
    }

    [Test]
    public async Task Are_not_needed_where_the_person_cannot_paste()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        host.Prompt.Paste(null);
        using var browser = new LoopbackBrowser();

        await browser.ReadAsync(await host.AcceptAsync(link));

        (await outcome).Should().BeOfType<ConnectedOutcome>();
        host.Prompt.HasShown.Should().BeFalse("null ends the questions");
    }

    [Test]
    public async Task Win_against_the_browser_once()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = await host.AcceptAsync(link);
        using var browser = new LoopbackBrowser();

        host.Prompt.Paste(redirect.OriginalString);
        Task<string> page = browser.ReadAsync(redirect);
        InteractiveConnectOutcome connected = await outcome.WaitAsync(Hang.Limit);
        await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it may have come too late

        connected.Should().BeOfType<ConnectedOutcome>();
        host.Emulator.Requests.Count(request => request.Path == "/oauth/v2/token").Should().Be(1);
    }

    [Test]
    public async Task Cannot_be_taken_by_a_prompt_that_throws_and_nothing_listens_after_that()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.Prompt = new BrokenPrompt());

        await host.Connector.Invoking(it => it.ConnectAsync(InteractiveHost.Key)).Should().ThrowAsync<NotImplementedException>();

        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [Test]
    public async Task Cannot_be_taken_by_a_prompt_that_blocks_its_thread_and_the_browser_answers_all_the_same()
    {
        using var blocking = new BlockingPrompt();
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.Prompt = blocking, emulator: emulator);
        Task<InteractiveConnectOutcome> outcome = host.Connector.ConnectAsync(InteractiveHost.Key);
        using var browser = new LoopbackBrowser();

        await browser.ReadAsync(await host.AcceptAsync(await blocking.Link.WaitAsync(Hang.Limit)));
        await Elapse.UntilAsync(host.Clock, outcome);

        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    private sealed class BrokenPrompt : IInteractivePrompt
    {
        public ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken) => throw new NotImplementedException();
    }

    private sealed class BlockingPrompt : IInteractivePrompt, IDisposable
    {
        private readonly TaskCompletionSource<Uri> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        internal Task<Uri> Link => _link.Task;

        public ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
        {
            _link.SetResult(link.Url);
            _released.Wait(Hang.Limit, CancellationToken.None);
            return new((string?)null);
        }

        public void Dispose() => _released.Set();
    }
}
