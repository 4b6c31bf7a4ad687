namespace Bigin.OAuth.Tests.DataCenters;

[TestOf(typeof(DataCenter))]
public sealed class The_data_centers
{
    // The table of Zoho's documentation, written out again: a mistake in DataCenter.All has to show.
    private static readonly TestCaseData[] Table =
    [
        Row(DataCenter.UnitedStates, "us", "https://accounts.zoho.com", "https://www.zohoapis.com"),
        Row(DataCenter.Europe, "eu", "https://accounts.zoho.eu", "https://www.zohoapis.eu"),
        Row(DataCenter.India, "in", "https://accounts.zoho.in", "https://www.zohoapis.in"),
        Row(DataCenter.Australia, "au", "https://accounts.zoho.com.au", "https://www.zohoapis.com.au"),
        Row(DataCenter.Japan, "jp", "https://accounts.zoho.jp", "https://www.zohoapis.jp"),
        Row(DataCenter.China, "cn", "https://accounts.zoho.com.cn", "https://www.zohoapis.com.cn"),
        Row(DataCenter.SaudiArabia, "sa", "https://accounts.zoho.sa", "https://www.zohoapis.sa"),
        Row(DataCenter.Canada, "ca", "https://accounts.zohocloud.ca", "https://www.zohoapis.ca"),
        Row(DataCenter.UnitedKingdom, "uk", "https://accounts.zoho.uk", "https://www.zohoapis.uk"),
    ];

    /// <summary>Gets the id and the accounts server of each.</summary>
    internal static IEnumerable<(string Id, string AccountsServer)> Documented => Table.Select(row => ((string)row.Arguments[1]!, (string)row.Arguments[2]!));

    [TestCaseSource(nameof(Table))]
    public void Have_the_documented_servers(DataCenter dataCenter, string id, string accountsServer, string apiServer)
    {
        dataCenter.Id.Should().Be(id);
        dataCenter.ToString().Should().Be(id);
        dataCenter.AccountsServer.OriginalString.Should().Be(accountsServer);
        dataCenter.ApiServer.OriginalString.Should().Be(apiServer);
    }

    [Test]
    public void Are_all_and_nothing_more_is() =>
        DataCenter.All.Should().Equal(Table.Select(row => (DataCenter)row.Arguments[0]!));

    [Test]
    public void Are_what_the_options_start_with() => new BiginOAuthOptions().DataCenters.Should().Equal(DataCenter.All);

    [Test]
    public void Stand_when_the_list_of_an_options_object_is_changed()
    {
        new BiginOAuthOptions().DataCenters.Clear();

        DataCenter.All.Should().HaveCount(Table.Length);
        new BiginOAuthOptions().DataCenters.Should().HaveCount(Table.Length);
    }

    private static TestCaseData Row(DataCenter dataCenter, string id, string accountsServer, string apiServer) =>
        new TestCaseData(dataCenter, id, accountsServer, apiServer).SetArgDisplayNames(id);
}
