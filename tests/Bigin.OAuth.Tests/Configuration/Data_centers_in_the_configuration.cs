using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Data_centers_in_the_configuration
{
    [TestCase("eu")]
    [TestCase("EU")]
    public void Replace_the_entry_of_the_same_id(string id)
    {
        BiginOAuthOptions options = Hosts.Bind(
            ("DataCenters:0:Id", id), ("DataCenters:0:AccountsServer", "https://accounts.example.eu"), ("DataCenters:0:ApiServer", "https://api.example.eu"));

        options.DataCenters.Should().HaveSameCount(DataCenter.All);
        options.DataCenters[1].AccountsServer.Should().Be(new Uri("https://accounts.example.eu"));
        options.FindDataCenter("eu")!.ApiServer.Should().Be(new Uri("https://api.example.eu"));
    }

    [Test]
    public void Replace_the_entry_of_an_earlier_section()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddBiginOAuth(Hosts.Section(("DataCenters:0:Id", "xx"), ("DataCenters:0:AccountsServer", "https://accounts.example.com"), ("DataCenters:0:ApiServer", "https://api.example.com"))).Services
            .AddBiginOAuth(Hosts.Section(("DataCenters:0:Id", "xx"), ("DataCenters:0:AccountsServer", "https://accounts.example.org"), ("DataCenters:0:ApiServer", "https://api.example.org"))).Services
            .BuildServiceProvider();

        BiginOAuthOptions options = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

        options.DataCenters.Should().HaveCount(DataCenter.All.Count + 1);
        options.FindDataCenter("xx")!.AccountsServer.Should().Be(new Uri("https://accounts.example.org"));
    }

    [Test]
    public void Are_refused_where_two_of_one_section_have_one_id() =>
        ShouldFail(
            "DataCenters:1:Id repeats that of DataCenters:0. Remove one of the entries.",
            ("DataCenters:0:Id", "xx"), ("DataCenters:0:AccountsServer", "https://accounts.example.com"), ("DataCenters:0:ApiServer", "https://api.example.com"),
            ("DataCenters:1:Id", "XX"), ("DataCenters:1:AccountsServer", "https://accounts.example.org"), ("DataCenters:1:ApiServer", "https://api.example.org"));

    [TestCase("DataCenters:0:Id", "e u", "DataCenters:0:Id is not")]
    [TestCase("DataCenters:0:AccountsServer", "http://accounts.example.com", "DataCenters:0:AccountsServer is not https.")]
    [TestCase("DataCenters:0:AccountsServer", "https://accounts.zoho.eu", "DataCenters:0:AccountsServer is that of another entry.")]
    [TestCase("DataCenters:0:ApiServer", "https://api.example.com/bigin", "DataCenters:0:ApiServer has a path.")]
    public void Are_named_by_their_index_in_the_configuration(string key, string value, string failure) =>
        ShouldFail(
            failure,
            ("DataCenters:0:Id", "xx"), ("DataCenters:0:AccountsServer", "https://accounts.example.com"), ("DataCenters:0:ApiServer", "https://api.example.com"), (key, value));

    [TestCase("Scopes:7", "A.read,B.read", "Scopes:7 holds a comma")]
    [TestCase("AllowedDataCenters:3", "xx", "AllowedDataCenters:3 names 'xx'")]
    public void Name_entries_of_other_lists_by_their_index_too(string key, string value, string failure) => ShouldFail(failure, (key, value));

    [Test]
    public void Are_named_by_their_key_where_it_is_a_name() =>
        ShouldFail(
            "DataCenters:own:ApiServer is not https.",
            ("DataCenters:own:Id", "xx"), ("DataCenters:own:AccountsServer", "https://accounts.example.com"), ("DataCenters:own:ApiServer", "http://api.example.com"));

    private static void ShouldFail(string failure, params (string Key, string? Value)[] settings)
    {
        Dictionary<string, string?> last = [];
        foreach ((string key, string? value) in settings)
        {
            last[key] = value;
        }

        FluentActions.Invoking(() => Hosts.Bind([.. last.Select(setting => (setting.Key, setting.Value))])).Should().Throw<OptionsValidationException>()
            .Which.Failures.Should().ContainSingle().Which.Should().StartWith(failure);
    }
}
