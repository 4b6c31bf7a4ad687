namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class The_data_center_of_the_link
{
    private static readonly DataCenter Emulated = new("eu", new Uri("http://127.0.0.1:5001"), new Uri("http://127.0.0.1:5002"));

    [TestCase("us", "accounts.zoho.com")]
    [TestCase("US", "accounts.zoho.com")]
    [TestCase("eu", "accounts.zoho.eu")]
    [TestCase("Eu", "accounts.zoho.eu")]
    [TestCase("in", "accounts.zoho.in")]
    [TestCase("IN", "accounts.zoho.in")]
    [TestCase("ca", "accounts.zohocloud.ca")]
    [TestCase("cn", "accounts.zoho.com.cn")]
    public void Is_found_by_id_in_any_case(string id, string host) =>
        Client.Builder().WithDataCenter(id).Build().Url.Host.Should().Be(host);

    [Test]
    public void Is_the_entry_of_the_map_whatever_the_given_one_holds()
    {
        var stranger = new DataCenter("EU", new Uri("https://accounts.evil.example"), new Uri("https://evil.example"));

        Client.Builder().WithDataCenter(stranger).Build().Url.Host.Should().Be("accounts.zoho.eu");
    }

    [Test]
    public void Is_the_entry_that_the_options_put_in_the_place_of_a_known_one() =>
        Client.Builder(options =>
        {
            options.DataCenters.Remove(DataCenter.Europe);
            options.DataCenters.Add(Emulated);
        }).WithDataCenter(DataCenter.Europe).Build().Url.GetLeftPart(UriPartial.Path).Should().Be("http://127.0.0.1:5001/oauth/v2/auth");

    [Test]
    public void Is_unknown_where_the_options_removed_it() =>
        Client.Builder(options => options.DataCenters.Remove(DataCenter.Europe))
            .Invoking(builder => builder.WithDataCenter(DataCenter.Europe)).Should().Throw<ArgumentException>();

    [Test]
    public void Is_the_home_data_center_unless_told_otherwise() =>
        Client.Builder(options => options.HomeDataCenter = "cn").Build().Url.Host.Should().Be("accounts.zoho.com.cn");

    [Test]
    public void May_be_a_home_that_is_not_allowed() =>
        Client.Builder(options => options.AllowedDataCenters.Add("eu")).Build().Url.Host.Should().Be("accounts.zoho.com");

    [Test]
    public void May_be_written_with_a_trailing_slash() =>
        Client.Builder(options =>
        {
            options.DataCenters.Add(new DataCenter(ImaginaryDataCenter.Id, new Uri("https://accounts.zoho.example/"), new Uri("https://www.zohoapis.example/")));
            options.HomeDataCenter = ImaginaryDataCenter.Id;
        }).Build().Url.OriginalString.Should().StartWith("https://accounts.zoho.example/oauth/v2/auth?");
}
