using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(ConsolePrompt))]
public sealed class The_console_prompt
{
    private static readonly InteractiveLink Link = new(new Uri("https://accounts.zoho.com/oauth/v2/auth?state=s"), isBrowserOpened: false);

    private readonly FakeTerminal _terminal = new();
    private readonly FakeTimeProvider _clock = new();

    [Test]
    public async Task Returns_what_was_pasted_and_shows_nothing_of_it()
    {
        _terminal.Type("http://localhost:5999/callback?code=1000.marker\r");

        string? pasted = await Prompt.ShowAsync(Link, CancellationToken.None);

        pasted.Should().Be("http://localhost:5999/callback?code=1000.marker");
        _terminal.Written.Should().Contain(Link.Url.AbsoluteUri).And.NotContain("marker");
    }

    [Test]
    public async Task Counts_what_was_pasted_until_Enter_is_pressed()
    {
        Task<string?> pasted = Prompt.ShowAsync(Link, CancellationToken.None).AsTask();
        _terminal.Type("abc");
        await Elapse.UntilAsync(_clock, _terminal.WroteAsync("3 characters. Press Enter"));
        _terminal.Type("\b\bx\r");
        await Elapse.UntilAsync(_clock, pasted);

        (await pasted).Should().Be("ax");
    }

    [Test]
    public async Task Ignores_Enter_before_something_is_pasted()
    {
        _terminal.Type("\r\r\bpasted\r");

        (await Prompt.ShowAsync(Link, CancellationToken.None)).Should().Be("pasted");
    }

    [Test]
    public async Task Ends_when_the_browser_has_answered_and_leaves_its_line_empty_and_no_key_read()
    {
        using var answered = new CancellationTokenSource();
        Task<string?> pasted = Prompt.ShowAsync(Link, answered.Token).AsTask();

        await answered.CancelAsync();
        _terminal.Type("the next command\r");

        (await pasted.WaitAsync(Hang.Limit)).Should().BeNull();
        _terminal.Written.Should().EndWith("\r");
        _terminal.Keys.Should().Be("the next command\r".Length, "a reader that is left behind would swallow them");
    }

    [Test]
    public async Task Turns_while_it_waits()
    {
        using var answered = new CancellationTokenSource();
        Task<string?> pasted = Prompt.ShowAsync(Link, answered.Token).AsTask();

        await Elapse.UntilAsync(_clock, _terminal.WroteAsync("/ Waiting for the browser"));
        await answered.CancelAsync();

        await pasted.WaitAsync(Hang.Limit);
    }

    [Test]
    public async Task Shows_the_link_and_does_not_wait_where_input_and_output_are_redirected()
    {
        (_terminal.IsInputRedirected, _terminal.IsOutputPlain) = (true, true);

        (await Prompt.ShowAsync(Link, CancellationToken.None)).Should().BeNull();

        _terminal.Written.Should().Contain(Link.Url.AbsoluteUri).And.NotContain("paste").And.NotContain("\r");
    }

    [Test]
    public async Task Reads_no_key_where_the_input_is_redirected()
    {
        _terminal.IsInputRedirected = true;
        using var answered = new CancellationTokenSource();
        Task<string?> pasted = Prompt.ShowAsync(Link, answered.Token).AsTask();
        await Elapse.UntilAsync(_clock, _terminal.WroteAsync("/ Waiting for the browser"));

        await answered.CancelAsync();

        (await pasted.WaitAsync(Hang.Limit)).Should().BeNull();
    }

    [Test]
    public async Task Shows_no_progress_where_the_output_is_redirected()
    {
        _terminal.IsOutputPlain = true;
        _terminal.Type("pasted\r");

        (await Prompt.ShowAsync(Link, CancellationToken.None)).Should().Be("pasted");

        _terminal.Written.Should().NotContain("\r").And.NotContain("Waiting");
    }

    [TestCase(true, "A browser was opened")]
    [TestCase(false, "Open this link in a browser")]
    public async Task Says_whether_a_browser_was_opened(bool isOpened, string text)
    {
        _terminal.Type("x\r");

        await Prompt.ShowAsync(new InteractiveLink(Link.Url, isOpened), CancellationToken.None);

        _terminal.Written.Should().StartWith(text);
    }

    [Test]
    public async Task Says_what_is_wrong_with_the_address_before()
    {
        _terminal.Type("x\r");

        await Prompt.ShowAsync(new InteractiveLink(Link.Url, isBrowserOpened: true, "The response has no state."), CancellationToken.None);

        _terminal.Written.Should().StartWith("That address was not taken. The response has no state.").And.NotContain(Link.Url.AbsoluteUri);
    }

    [Test]
    public async Task Does_without_a_console_where_there_is_none()
    {
        _terminal.Fault = new IOException("There is no console.");

        (await Prompt.ShowAsync(Link, CancellationToken.None)).Should().BeNull();
    }

    private ConsolePrompt Prompt => new(_terminal, _clock);
}
