namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class A_later_change_of_the_options
{
    private static readonly TestCaseData[] Changes =
    [
        Row("ClientId", options => options.ClientId = "other"),
        Row("RedirectUri", options => options.RedirectUri = new Uri("https://other.example.com/")),
        Row("Scopes added", options => options.Scopes.Add("A.read")),
        Row("Scopes cleared", options => options.Scopes.Clear()),
        Row("AccessType", options => options.AccessType = AccessType.Online),
        Row("ForceConsent", options => options.ForceConsent = true),
        Row("UsePkce", options => options.UsePkce = true),
        Row("HomeDataCenter", options => options.HomeDataCenter = "eu"),
        Row("DataCenters cleared", options => options.DataCenters.Clear()),
    ];

    [TestCaseSource(nameof(Changes))]
    public void Changes_no_link(Action<BiginOAuthOptions> change)
    {
        BiginOAuthOptions options = Client.Options();
        var builder = new AuthorizationUrlBuilder(options);
        string before = builder.WithState("s").Build().Url.OriginalString;

        change(options);

        builder.WithState("s").Build().Url.OriginalString.Should().Be(before);
    }

    [Test]
    public void Adds_nothing_to_the_map()
    {
        BiginOAuthOptions options = Client.Options();
        var builder = new AuthorizationUrlBuilder(options);

        options.DataCenters.Add(new DataCenter("xx", new Uri("https://accounts.evil.example"), new Uri("https://evil.example")));

        builder.Invoking(x => x.WithDataCenter("xx")).Should().Throw<ArgumentException>();
    }

    [Test]
    public void Takes_nothing_from_the_map_and_replaces_nothing_in_it()
    {
        BiginOAuthOptions options = Client.Options();
        var builder = new AuthorizationUrlBuilder(options);

        options.DataCenters.Remove(DataCenter.Europe);
        options.DataCenters.Insert(0, new DataCenter("eu", new Uri("https://accounts.evil.example"), new Uri("https://evil.example")));

        builder.WithDataCenter("eu").Build().Url.Host.Should().Be("accounts.zoho.eu");
    }

    private static TestCaseData Row(string name, Action<BiginOAuthOptions> change) => new TestCaseData(change).SetArgDisplayNames(name);
}
