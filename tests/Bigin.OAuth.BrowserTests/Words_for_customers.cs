using Bigin.OAuth.Emulator;
using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

// Its rows share one person at one sample, and come one after another.
[Parallelizable(ParallelScope.Self)]
[TestOf(typeof(OrganizationModel))]
public sealed class Words_for_customers
{
    private static PlainVisit? _visit;

    [OneTimeSetUp]
    public static async Task ConnectAsync() => _visit = await PlainVisit.StartConnectedAsync(
        "--Bigin:Scopes:2=ZohoBigin.modules.ALL",
        "--Bigin:Scopes:3=ZohoBigin.settings.related_lists.READ",
        "--Bigin:Scopes:4=ZohoSearch.securesearch.READ");

    [OneTimeTearDown]
    public static async Task EndAsync() => await _visit!.DisposeAsync();

    [Test]
    public async Task Name_permissions_and_data_centers()
    {
        await _visit!.OpenAsync("/");

        _visit.ExpectFact("Data center", "United States");
        _visit.Card().QuerySelectorAll("li").Select(item => item.TextContent).Should().Equal(
            "See the details of the organization", "See contacts", "See, create, change and delete all records", "See related lists",
            "ZohoSearch.securesearch.READ"); // which nobody has put into words yet
    }

    [TestCase("Etc/UTC", "US", "UTC", "United States")]
    [TestCase("Asia/Kolkata", "IN", "Kolkata (UTC+05:30)", "India")]
    [TestCase("America/New_York", "US", "New York (UTC-05:00)", "United States")]
    [TestCase("Africa/Abidjan", "CI", "Abidjan (UTC)", "Côte d’Ivoire")]
    [TestCase("Mars/Olympus_Mons", "nowhere", "Olympus Mons", "nowhere")]
    public async Task Name_time_zones_and_countries(string timeZone, string countryCode, string expectedTimeZone, string expectedCountry)
    {
        string organization = $$"""{"org":[{"time_zone":"{{timeZone}}","country_code":"{{countryCode}}"}]}""";
        _visit!.Sample.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Json(200, organization));

        await _visit.OpenAsync("/organization?tenant=contoso");

        _visit.ExpectFact("Time zone", expectedTimeZone);
        _visit.ExpectFact("Country", expectedCountry);
    }
}
