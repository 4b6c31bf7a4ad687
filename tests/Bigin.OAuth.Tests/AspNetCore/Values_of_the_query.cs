using System.Net;
using System.Web;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Values_of_the_query
{
    private const string Marker = "m4rker";

    private static readonly TestCaseData[] Rows = [.. EveryOutcome.Rows.Select(row => new TestCaseData(row.Name))];

    [TestCaseSource(nameof(Rows))]
    public async Task Are_in_no_answer_and_no_log(string name)
    {
        using var logs = new RecordedLogs();
        await using WebHost host = await EveryOutcome.StartAsync(configureBuilder: builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        using WebBrowser browser = host.Browse();
        browser.Suffix = $"&error_description={Marker}-1&{Marker}-2={Marker}-3";

        using HttpResponseMessage answer = await EveryOutcome.Rows.Single(row => row.Name == name).ReachAsync(host, browser);

        string[] values = [.. HttpUtility.ParseQueryString(browser.LastQuery).Cast<string?>().SelectMany(key => HttpUtility.ParseQueryString(browser.LastQuery).GetValues(key)!)];
        string[] forbidden = [.. values.Where(value => value.Length > 4 && !IsOfTheEmulator(host.Emulator, value)), Marker];
        forbidden.Should().HaveCountGreaterThan(2);
        string everything = await answer.EverythingAsync() + string.Join('\n', logs.Entries.Where(entry => IsNotTheRequestLine(entry) && entry.Id.Name != "ApiCalled").Select(entry => entry.Everything)); // the emulator's API server is its accounts server
        everything.Should().Contain("Bigin.OAuth.AspNetCore");
        forbidden.Where(value => everything.Contains(value, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    // ASP.NET Core logs where it redirects to; the library does not.
    [Test]
    public async Task Are_in_no_log_of_the_library_where_one_is_the_address_to_return_to()
    {
        using var logs = new RecordedLogs();
        await using WebHost host = await WebHost.StartAsync(configureBuilder: builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync($"/bigin/connect?returnUrl=/{Marker}")));

        answer.ShouldReturnTo($"/{Marker}");
        string[] ofLibrary = [.. logs.Entries.Where(entry => entry.Line.Contains(" Bigin.OAuth", StringComparison.Ordinal)).Select(entry => entry.Everything)];
        ofLibrary.Should().Contain(entry => entry.Contains("Bigin.OAuth.AspNetCore", StringComparison.Ordinal)).And.NotContain(entry => entry.Contains(Marker, StringComparison.Ordinal));
    }

    [TestCase("/bigin/connect?returnUrl=/a%0d%0aX-Evil:%20m4rker")]
    [TestCase("/bigin/connect?returnUrl=//m4rker")]
    [TestCase("/bigin/connect?returnUrl=%0d%0aX-Evil:%20m4rker")]
    [TestCase("/bigin/connect?m4rker=%0d%0aX-Evil:%20m4rker")]
    [TestCase("/bigin/callback?state=%0d%0aX-Evil:%20m4rker")]
    [TestCase("/bigin/callback?state=%0d%0a%0d%0a%3Chtml%3Em4rker")]
    [TestCase("/bigin/callback?error=%0d%0aX-Evil:%20m4rker")]
    [TestCase("/bigin/callback?error=m4rker")]
    [TestCase("/bigin/callback?error=access_denied&error_description=%0d%0aX-Evil:%20m4rker")]
    [TestCase("/bigin/callback?error=server_error&error_description=%3Cscript%3Em4rker")]
    [TestCase("/bigin/callback?code=%0d%0aX-Evil:%20m4rker&location=m4rker&accounts-server=https://m4rker")]
    [TestCase("/bigin/callback?access_token=m4rker")]
    [TestCase("/bigin/callback?error=%ff%fem4rker")]
    [TestCase("/bigin/callback?%0d%0aX-Evil:%20m4rker")]
    public async Task Become_no_header_and_no_text(string pathAndQuery)
    {
        using var logs = new RecordedLogs();
        await using WebHost host = await WebHost.StartAsync(configureBuilder: builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        using WebBrowser browser = host.Browse();
        await browser.ConnectAsync();

        using HttpResponseMessage answer = await browser.GetAsync(pathAndQuery);

        answer.StatusCode.Should().NotBe(HttpStatusCode.InternalServerError);
        (await answer.EverythingAsync()).Should().NotContain(Marker).And.NotContain("X-Evil");
        string.Join('\n', logs.Entries.Where(IsNotTheRequestLine).Select(entry => entry.Everything)).Should().Contain("Bigin").And.NotContain(Marker);
    }

    [TestCase("/bigin/callback?state=")]
    [TestCase("/bigin/callback?error=")]
    [TestCase("/bigin/callback?")]
    [TestCase("/bigin/connect?returnUrl=/")]
    public async Task Of_a_hundred_kilobytes_are_refused_by_Kestrel(string start)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.GetAsync(start + new string('a', 100_000));

        answer.StatusCode.Should().Be(HttpStatusCode.RequestUriTooLong);
    }

    [TestCase("state=§", "attempt-not-found")]
    [TestCase("error=§", "redirect-rejected")]
    [TestCase("§", "redirect-rejected")]
    [TestCase("state={state}&code=§", "redirect-rejected")]
    [TestCase("state={state}&x=§", "redirect-rejected")]
    [TestCase("state={state}&&", "redirect-rejected")]
    public async Task Of_a_hundred_kilobytes_are_refused_where_the_host_lets_them_in(string query, string type)
    {
        await using WebHost host = await WebHost.StartAsync(configureBuilder: builder => builder.WebHost.ConfigureKestrel(kestrel =>
            (kestrel.Limits.MaxRequestLineSize, kestrel.Limits.MaxRequestBufferSize, kestrel.Limits.MaxRequestHeadersTotalSize) = (200_000, 400_000, 200_000)));
        using WebBrowser browser = host.Browse();
        string state = WebAnswers.GetState(await browser.ConnectAsync());
        string hundred = query.EndsWith("&&", StringComparison.Ordinal) ? string.Concat(Enumerable.Range(0, 10_000).Select(i => $"&p{i:D4}=aa")) : new string('a', 100_000);

        using HttpResponseMessage answer = await browser.GetAsync($"/bigin/callback?{query.Replace("{state}", state, StringComparison.Ordinal).Replace("§", hundred, StringComparison.Ordinal)}{(query.EndsWith("&&", StringComparison.Ordinal) ? hundred : "")}");
        using HttpResponseMessage start = await browser.GetAsync($"/bigin/connect?returnUrl=/{hundred}");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, type);
        start.StatusCode.Should().Be(HttpStatusCode.Redirect);
        host.Exchanges.Should().Be(0);
    }

    // ASP.NET Core's own line for each request, which docs/observability.md says how to turn off.
    private static bool IsNotTheRequestLine(LoggedEvent entry) => entry.Category != "Microsoft.AspNetCore.Hosting.Diagnostics";

    // What it names is where it is, and a log of the API's client may say so.
    private static bool IsOfTheEmulator(BiginEmulator emulator, string value) => emulator.DataCenters.Any(dataCenter => dataCenter.AccountsServer.OriginalString == value || dataCenter.AccountsServer.AbsoluteUri == value);
}
