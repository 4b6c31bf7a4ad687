using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(BiginTokenClient))]
public sealed class The_api_domain_of_a_response
{
    private static readonly TestCaseData[] Foreign =
    [
        Row("another host", "https://www.zohoapis.eu"),
        Row("a host that only starts the same", "https://www.zohoapis.com.evil.example"),
        Row("a host that only ends the same", "https://evil.example/www.zohoapis.com"),
        Row("not https", "http://www.zohoapis.com"),
        Row("another port", "https://www.zohoapis.com:8443"),
        Row("user info before another host", "https://www.zohoapis.com@evil.example"),
        Row("no scheme", "www.zohoapis.eu"),
        Row("a path", "/www.zohoapis.com"),
        Row("another scheme", "mailto:www.zohoapis.com"),
        Row("no host", "file:///etc/passwd"),
        Row("no address", "https://"),
        Row("a port that is none", "https://evil.example:99999"),
        Row("a host of letters that are not ASCII", "https://www.zohoäpis.com"),
        Row("a label that is too long", $"https://{new string('a', 300)}.example"),
        Row("a label that becomes too long", $"https://{new string('ä', 200)}.example"),
        Row("a label that is no Punycode", "https://xn--a.xn--999999999.example"),
        Row("a label of a joiner", "https://\u200D\u200D.example"),
        Row("half a bracket", "https://[::1"),
        Row("a scope id", "https://[fe80::1%25eth0]"),
        Row("line breaks", "https://evil.example\\r\\nlog: line"),
        Row("a very long host", "https://" + string.Join('.', Enumerable.Repeat("evil", 5_000))),
        Row("a very long one", "https://evil.example/" + new string('a', 40_000)),
    ];

    [TestCaseSource(nameof(Foreign))]
    public async Task Is_not_followed_and_logged_once_where_it_is_foreign(string apiDomain)
    {
        using var logs = new RecordedLogs();
        await using RawServer server = RawServer.Start(RawAnswer.Json($$"""{"access_token":"1000.a.a","refresh_token":"1000.r.r","api_domain":"{{apiDomain}}"}"""));
        await using TokenHost host = LoggingHost(server, logs);

        TokenResponse[] responses = [await host.SendAsync(TokenRequest.Exchange), await host.SendAsync(TokenRequest.Refresh), await host.SendAsync(TokenRequest.Refresh)];

        responses.Should().AllSatisfy(response => response.Should().BeOfType<BiginTokens>().Which.ApiServer.Should().Be(new Uri("https://www.zohoapis.com")));
        string entry = NotFollowed(logs).Should().ContainSingle().Subject;
        entry.Should().NotContain("names the API server .").And.NotContain("\n");
        entry.Length.Should().BeLessThan(1000);
        System.Text.Ascii.IsValid(entry).Should().BeTrue("other letters could look like the right name");
    }

    [Test]
    public async Task Is_logged_once_for_each_data_center()
    {
        using var logs = new RecordedLogs();
        RawAnswer answer = RawAnswer.Json("""{"access_token":"1000.a.a","api_domain":"https://api.example.com"}""");
        await using RawServer us = RawServer.Start(answer);
        await using RawServer eu = RawServer.Start(answer);
        await using TokenHost host = LoggingHost(us, logs, options => options.DataCenters[1] = new DataCenter("eu", eu.Address, new Uri("https://www.zohoapis.eu")));
        DataCenter europe = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<BiginOAuthOptions>>().Value.FindDataCenter("eu")!;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.Tokens.RefreshAsync(TokenHost.RefreshToken, i % 2 == 0 ? host.DataCenter : europe)));

        NotFollowed(logs).Should().HaveCount(2)
            .And.OnlyContain(entry => entry.Contains("api.example.com", StringComparison.Ordinal))
            .And.ContainSingle(entry => entry.Contains("data center us", StringComparison.Ordinal) && entry.Contains("calls go to www.zohoapis.com", StringComparison.Ordinal))
            .And.ContainSingle(entry => entry.Contains("data center eu", StringComparison.Ordinal) && entry.Contains("calls go to www.zohoapis.eu", StringComparison.Ordinal));
    }

    [TestCase("\"https://www.zohoapis.com\"")]
    [TestCase("\"https://www.zohoapis.com/\"")]
    [TestCase("\"HTTPS://WWW.ZohoApis.COM\"")]
    [TestCase("\"https://www.zohoapis.com:443\"")]
    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("7")]
    [TestCase("{}")]
    [TestCase("\"\\ud800\"")]
    public async Task Is_not_logged_where_it_is_the_same_or_none(string apiDomain)
    {
        using var logs = new RecordedLogs();
        await using RawServer server = RawServer.Start(RawAnswer.Json($$"""{"access_token":"1000.a.a","api_domain":{{apiDomain}}}"""));
        await using TokenHost host = LoggingHost(server, logs);

        (await host.SendAsync(TokenRequest.Refresh)).Should().BeOfType<BiginTokens>();

        logs.Entries.Should().NotBeEmpty("the refresh is logged");
        NotFollowed(logs).Should().BeEmpty();
    }

    [Test]
    public async Task Is_of_no_interest_beside_an_error()
    {
        using var logs = new RecordedLogs();
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"error":"invalid_code","api_domain":"https://api.example.com"}"""));
        await using TokenHost host = LoggingHost(server, logs);

        await host.SendAsync(TokenRequest.Refresh);

        NotFollowed(logs).Should().BeEmpty();
    }

    private static TokenHost LoggingHost(RawServer server, RecordedLogs logs, Action<BiginOAuthOptions>? configure = null) => new(
        server.Address, configure, before: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));

    private static IEnumerable<string> NotFollowed(RecordedLogs logs) => logs.Entries.Select(entry => entry.Line).Where(entry => entry.Contains("not followed", StringComparison.Ordinal));

    private static TestCaseData Row(string name, string apiDomain) => new TestCaseData(apiDomain).SetArgDisplayNames(name);
}
