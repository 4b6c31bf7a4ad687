using Bigin.OAuth.Tests.DataCenters;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Every_data_center_is_accepted
{
    private static readonly (string Name, Func<string, string> Write)[] Spellings =
    [
        ("encoded", Uri.EscapeDataString),
        ("plain", server => server),
        ("encoded in lower case", server => server.Replace(":", "%3a", StringComparison.Ordinal).Replace("/", "%2f", StringComparison.Ordinal)),
        ("in upper case", server => server.ToUpperInvariant()),
        ("in mixed case", server => server.Replace("https://a", "HttpS://A", StringComparison.Ordinal)),
        ("with a trailing slash", server => server + "/"),
        ("with an encoded trailing slash", server => Uri.EscapeDataString(server + "/")),
        ("with its default port", server => server + ":443"),
        ("with its default port and a trailing slash", server => server + ":443/"),
        ("with its encoded default port", server => Uri.EscapeDataString(server + ":443")),
    ];

    private static IEnumerable<TestCaseData> EverySpelling() =>
        from dataCenter in The_data_centers.Documented
        from spelling in Spellings
        select new TestCaseData(dataCenter.Id, spelling.Write(dataCenter.AccountsServer), dataCenter.AccountsServer)
            .SetArgDisplayNames(dataCenter.Id, spelling.Name);

    [TestCaseSource(nameof(EverySpelling))]
    public void However_its_accounts_server_is_written(string location, string written, string accountsServer)
    {
        var response = GoodRedirect.Parse(GoodRedirect.With(("location", location), ("accounts-server", written)));

        var result = response.Should().BeOfType<AuthorizationResult>().Subject;
        result.Location.Should().Be(location);
        result.AccountsServer.OriginalString.Should().Be(accountsServer, "requests go to the map's own address, not to the redirect's");
    }

    [TestCase("US", TestName = "Whatever_the_case_of_its_location(upper)")]
    [TestCase("uS", TestName = "Whatever_the_case_of_its_location(mixed)")]
    [TestCase("%55%73", TestName = "Whatever_the_case_of_its_location(encoded)")]
    public void Whatever_the_case_of_its_location(string location) =>
        GoodRedirect.Parse(GoodRedirect.With(("location", location))).Should().BeOfType<AuthorizationResult>()
            .Which.Location.Should().Be("us", "the location is the map's id");
}
