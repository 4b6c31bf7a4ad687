using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(LoopbackListener))]
public sealed class Requests_that_are_not_the_answer
{
    private static readonly TestCaseData[] Requests =
    [
        new TestCaseData("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n").SetName("A favicon"),
        new TestCaseData("GET /callback/ HTTP/1.1\r\nHost: {host}\r\n\r\n").SetName("A longer path"),
        new TestCaseData("GET /Callback HTTP/1.1\r\nHost: {host}\r\n\r\n").SetName("Another case"),
        new TestCaseData("GET /x/../callback HTTP/1.1\r\nHost: {host}\r\n\r\n").SetName("A path with dots"),
        new TestCaseData("GET http://{host}/callback HTTP/1.1\r\nHost: {host}\r\n\r\n").SetName("A request to a proxy"),
        new TestCaseData("HEAD /callback?code=x HTTP/1.1\r\nHost: {host}\r\n\r\n").SetName("HEAD"),
        new TestCaseData("POST /callback?code=x HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\n\r\nabc").SetName("POST"),
        new TestCaseData("OPTIONS /callback HTTP/1.1\r\nHost: {host}\r\nAccess-Control-Request-Private-Network: true\r\n\r\n").SetName("A preflight"),
        new TestCaseData("GET /callback HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n").SetName("Another host name (DNS rebinding)"),
        new TestCaseData("GET /callback HTTP/1.1\r\nHost: localhost.evil.example:{port}\r\n\r\n").SetName("A host name that begins like ours"),
        new TestCaseData("GET /callback HTTP/1.1\r\nHost: localhost\r\n\r\n").SetName("A host without the port"),
        new TestCaseData("GET /callback HTTP/1.1\r\nHost: localhost:1\r\n\r\n").SetName("A host with another port"),
        new TestCaseData("GET /callback HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n").SetName("Two hosts"),
        new TestCaseData("GET /callback HTTP/1.1\r\n\r\n").SetName("No host"),
        new TestCaseData("GET /callback HTTP/2.0\r\nHost: {host}\r\n\r\n").SetName("Another version"),
        new TestCaseData("GET /callback\r\n\r\n").SetName("HTTP 0.9"),
        new TestCaseData("GET /callback HTTP/1.1\nHost: {host}\n\n").SetName("Lines that end without a carriage return"),
        new TestCaseData("GET /callback HTTP/1.1\r\nHost: {host}\r\n folded\r\n\r\n").SetName("A folded field"),
        new TestCaseData("\u0000\u0001\u0002\r\n\r\n").SetName("Bytes that are no HTTP"),
    ];

    [TestCaseSource(nameof(Requests))]
    public async Task Get_404_and_end_no_wait(string request)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);

        await client.SendAsync(request.Replace("{host}", host.RedirectUri.Authority, StringComparison.Ordinal).Replace("{port}", $"{host.Port}", StringComparison.Ordinal));
        string response = await client.ReadToEndAsync();
        outcome.IsCompleted.Should().BeFalse();
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));

        response.Should().StartWith("HTTP/1.1 404 Not Found\r\n").And.EndWith("Content-Length: 0\r\n\r\n");
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [TestCase(LoopbackRequestReader.MaxRequestLine + 2, 0, TestName = "A request line over 8 KiB")]
    [TestCase(0, LoopbackRequestReader.MaxLength, TestName = "A head over 64 KiB")]
    public async Task Get_404_where_they_are_too_long(int line, int field)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);

        await client.SendAsync($"GET /callback?{new string('a', line)} HTTP/1.1\r\nHost: {host.RedirectUri.Authority}\r\nCookie: {new string('a', field)}\r\n\r\n");
        string response = await client.ReadToEndAsync();
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));

        response.Should().StartWith("HTTP/1.1 404 Not Found\r\n");
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Are_not_those_with_all_the_cookies_of_other_programs_on_localhost()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = await host.AcceptAsync(link);
        using RawClient client = await RawClient.ConnectAsync(host.Port);

        await client.SendAsync(RawClient.Get(redirect).Replace("\r\n\r\n", $"\r\nCookie: {new string('c', 60_000)}\r\n\r\n", StringComparison.Ordinal));

        (await client.ReadToEndAsync()).Should().StartWith("HTTP/1.1 303 See Other\r\n");
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(host.RedirectUri);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Are_reported_once_where_a_browser_remembers_that_localhost_wants_https()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        for (int i = 0; i < 2; i++)
        {
            using RawClient client = await RawClient.ConnectAsync(host.Port);
            await client.SendAsync([22, 3, 1, 2, 0, 1, 0, 1]);
            await client.ReadToEndAsync();
        }

        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await host.AcceptAsync(link));
        await outcome;

        host.Logs.Entries.Should().ContainSingle(entry => entry.Message.Contains("HSTS", StringComparison.Ordinal));
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST")]
    [TestCase("127.0.0.1")]
    [TestCase("[::1]")]
    public async Task Are_not_those_that_name_this_machine(string name)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = await host.AcceptAsync(link);
        using RawClient client = await RawClient.ConnectAsync(host.Port);

        await client.SendAsync(RawClient.Get(redirect, $"{name}:{host.Port}"));

        (await client.ReadToEndAsync()).Should().StartWith("HTTP/1.1 303 See Other\r\n");
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(host.RedirectUri);
        await outcome;
    }
}
