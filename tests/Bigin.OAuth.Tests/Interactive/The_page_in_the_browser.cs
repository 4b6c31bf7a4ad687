using System.Net;
using System.Web;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(InteractivePage))]
public sealed class The_page_in_the_browser
{
    [Test]
    public async Task Is_delivered_whole_to_a_browser_that_reads_slowly()
    {
        string html = new('x', 300_000);
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.Page = _ => html);
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser(followsRedirects: false);
        await browser.StatusAsync(await host.AcceptAsync(link));
        using RawClient slow = await RawClient.ConnectAsync(host.Port);
        await slow.SendAsync(RawClient.Get(host.RedirectUri));

        string beginning = await slow.ReadSomeAsync(100);
        outcome.IsCompleted.Should().BeFalse("the caller may end the process when the task ends");
        string rest = await slow.ReadToEndAsync();

        $"{beginning}{rest}".Should().EndWith($"\r\n\r\n{html}");
        slow.Dispose();
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Waits_for_what_came_of_the_exchange()
    {
        var gate = new TaskCompletionSource();
        await using InteractiveHost host = await InteractiveHost.StartAsync(
            build: builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new Held(gate.Task)));
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        Task<string> page = browser.ReadAsync(await host.AcceptAsync(link));
        page.IsCompleted.Should().BeFalse();
        gate.SetResult();

        (await page).Should().Contain("Connected to Bigin");
        await outcome;
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Is_kept_nowhere_loads_nothing_and_runs_nothing(bool isAnswer)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = await host.AcceptAsync(link);
        using var browser = new LoopbackBrowser();

        using HttpResponseMessage page = await browser.GetAsync(isAnswer ? redirect : host.RedirectUri);
        string html = await page.Content.ReadAsStringAsync();

        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; ").And.Contain("frame-ancestors 'none'").And.NotContain("script-src");
        page.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        page.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        page.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        html.Should().NotContain("<script").And.Contain("<html lang=\"en\">").And.Contain("<link rel=\"icon\" href=\"data:,\">");
        if (!isAnswer)
        {
            await browser.ReadAsync(redirect);
        }

        await outcome;
    }

    [Test]
    public async Task Of_a_redirect_is_kept_nowhere_either()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser(followsRedirects: false);

        using HttpResponseMessage redirect = await browser.GetAsync(await host.AcceptAsync(link));

        redirect.Headers.CacheControl!.NoStore.Should().BeTrue();
        redirect.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        await browser.ReadAsync(host.RedirectUri);
        await outcome;
    }

    [TestCase("?error=%3Cscript%3Ealert(1)%3C%2Fscript%3E&error_description=%3Cb%3Emarker")]
    [TestCase("?state=marker&code=marker&location=marker&accounts-server=marker")]
    [TestCase("?marker")]
    public async Task Holds_nothing_of_the_query(string query)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string rejected = await browser.ReadAsync(new Uri(host.RedirectUri.OriginalString + query));
        Uri redirect = await host.AcceptAsync(link);
        string page = await browser.ReadAsync(redirect);
        await outcome;

        rejected.Should().NotContain("marker").And.NotContain("alert");
        page.Should().NotContain(HttpUtility.ParseQueryString(redirect.Query)["code"]!).And.NotContain(State.Of(link));
    }

    [Test]
    public async Task Encodes_the_name_of_the_organization()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        host.Emulator.Api.Map("GET", "org", _ => EmulatorApiResponse.Json("""{"org":[{"id":"1","zgid":"1","company_name":"<b>&Co"}]}"""));
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link));

        await outcome;
        page.Should().Contain("&lt;b&gt;&amp;Co").And.NotContain("<b>");
    }

    [Test]
    public async Task Is_the_programs_own_where_it_has_one()
    {
        var kinds = new List<InteractivePageKind>();
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.Page = page =>
        {
            kinds.Add(page.Kind);
            return $"<p>{page.Kind}, {page.Connection?.Key ?? "none"}, {page.IsWaiting}</p>";
        });
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string rejected = await browser.ReadAsync(host.RedirectUri);
        string last = await browser.ReadAsync(await host.AcceptAsync(link));
        await outcome;

        rejected.Should().Be("<p>Rejected, none, True</p>");
        last.Should().Be("<p>Connected, default, False</p>");
        kinds.Should().Equal(InteractivePageKind.Rejected, InteractivePageKind.Connected);
    }

    [Test]
    public async Task Is_the_librarys_where_the_programs_own_cannot_be_made()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.Page = _ => throw new FormatException("of a template"));
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link));

        page.Should().Contain("Connected to Bigin");
        (await outcome).Should().BeOfType<ConnectedOutcome>();
        host.Logs.Entries.Should().Contain(entry => entry.Message.StartsWith("Page failed", StringComparison.Ordinal));
    }

    [Test]
    public void Says_something_else_of_every_kind()
    {
        InteractivePage[] pages = [.. Enum.GetValues<InteractivePageKind>().Select(kind => new InteractivePage(kind))];

        pages.Should().HaveCount(10).And.OnlyHaveUniqueItems(page => page.Text).And.OnlyContain(page => page.Title.Length > 0 && page.Text.EndsWith('.'));
        pages.Where(page => page.IsWaiting).Should().OnlyContain(page => page.Text.Contains("still waits", StringComparison.Ordinal)).And.HaveCount(2);
    }

    [Test]
    public async Task Has_a_status_that_says_whether_it_is_the_answer()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        HttpStatusCode before = await browser.StatusAsync(host.RedirectUri);
        HttpStatusCode answer = await browser.StatusAsync(await host.Emulator.RejectAsync(link, "one@example.com"));
        await outcome;

        (before, answer).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.OK));
    }

    private sealed class Held(Task gate) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
