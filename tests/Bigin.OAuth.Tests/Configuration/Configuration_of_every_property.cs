namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Configuration_of_every_property
{
    [Test]
    public void Is_bound_to_the_options()
    {
        BiginOAuthOptions options = Hosts.Bind(
            ("ClientType", "mobile"),
            ("ClientId", "1000.OTHER"),
            ("ClientIds:cn", "1000.CHINA"),
            ("ClientSecrets:cn", "secret of cn"),
            ("ClientSecret", "secret"),
            ("ClientSecrets:eu", "secret of eu"),
            ("RedirectUri", "https://App.Example.com/Call%2fBack/"),
            ("Scopes:0", "A.read"),
            ("Scopes:1", "B.read"),
            ("AccessType", "online"),
            ("ForceConsent", "true"),
            ("UsePkce", "true"),
            ("HomeDataCenter", "cn"),
            ("AllowedDataCenters:0", "eu"),
            ("AllowedDataCenters:1", "uk"),
            ("AuthorizationCodeLifetime", "00:02:00"),
            ("ConnectionRecheckInterval", "00:00:05"),
            ("ReplacedTokenRevocation", "always"));

        options.ClientId.Should().Be("1000.OTHER");
        options.ClientSecret.Should().Be("secret");
        options.ClientType.Should().Be(BiginClientType.Mobile);
        options.ClientIds.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("cn", "1000.CHINA"));
        options.ClientSecrets.Should().BeEquivalentTo(new Dictionary<string, string> { ["eu"] = "secret of eu", ["cn"] = "secret of cn" });
        options.RedirectUri!.OriginalString.Should().Be("https://App.Example.com/Call%2fBack/");
        options.Scopes.Should().Equal("A.read", "B.read");
        options.AccessType.Should().Be(AccessType.Online);
        options.ForceConsent.Should().BeTrue();
        options.UsePkce.Should().BeTrue();
        options.HomeDataCenter.Should().Be("cn");
        options.AllowedDataCenters.Should().Equal("eu", "uk");
        options.AuthorizationCodeLifetime.Should().Be(TimeSpan.FromMinutes(2));
        options.ConnectionRecheckInterval.Should().Be(TimeSpan.FromSeconds(5));
        options.ReplacedTokenRevocation.Should().Be(ReplacedTokenRevocation.Always);
    }

    [Test]
    public void Adds_data_centers_to_the_known_ones()
    {
        BiginOAuthOptions options = Hosts.Bind(
            ("DataCenters:0:Id", ImaginaryDataCenter.Id),
            ("DataCenters:0:AccountsServer", "https://accounts.zoho.example"),
            ("DataCenters:0:ApiServer", "https://www.zohoapis.example"));

        options.DataCenters.Should().HaveCount(DataCenter.All.Count + 1).And.StartWith(DataCenter.All);
        options.DataCenters[^1].Id.Should().Be(ImaginaryDataCenter.Id);
        options.DataCenters[^1].AccountsServer.Should().Be(new Uri("https://accounts.zoho.example"));
        options.DataCenters[^1].ApiServer.Should().Be(new Uri("https://www.zohoapis.example"));
    }

    [TestCase("EU", "eu")]
    [TestCase("eu", "EU")]
    public void Ignores_the_case_of_the_ids_of_data_centers(string written, string read) =>
        Hosts.Bind(($"ClientSecrets:{written}", "secret of eu"), ($"ClientIds:{written}", "1000.EU")).Should().Match<BiginOAuthOptions>(options =>
            options.ClientSecrets[read] == "secret of eu" && options.ClientIds[read] == "1000.EU");

    [TestCase("Offline", AccessType.Offline)]
    [TestCase("offline", AccessType.Offline)]
    [TestCase("Online", AccessType.Online)]
    public void Ignores_the_case_of_the_access_type(string written, AccessType expected) =>
        Hosts.Bind(("AccessType", written)).AccessType.Should().Be(expected);

    // This is how the JSON provider writes an empty array.
    [Test]
    public void Takes_an_empty_list_for_none() => Hosts.Bind(("AllowedDataCenters", "")).AllowedDataCenters.Should().BeEmpty();
}
