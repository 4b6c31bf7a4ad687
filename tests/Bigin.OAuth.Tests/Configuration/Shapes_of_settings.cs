using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthServiceCollectionExtensions))]
public sealed class Shapes_of_settings
{
    [TestCase("AllowedDataCenters:0:Id", "eu", "AllowedDataCenters:0 is a list or an object", TestName = "an object in the list of allowed data centers")]
    [TestCase("AllowedDataCenters:0:0", "eu", "AllowedDataCenters:0 is a list or an object", TestName = "a list in the list of allowed data centers")]
    [TestCase("AllowedDataCenters:0", null, "AllowedDataCenters:0 names no id", TestName = "a null in the list of allowed data centers")]
    [TestCase("ClientSecrets:0:eu", "abc", "ClientSecrets:0 is a list or an object", TestName = "secrets of data centers as a list")]
    [TestCase("ClientSecret:value", "abc", "ClientSecret is a list or an object", TestName = "an object for the secret")]
    [TestCase("ClientSecret:0", "abc", "ClientSecret is a list or an object", TestName = "a list for the secret")]
    [TestCase("HomeDataCenter:Id", "eu", "HomeDataCenter is a list or an object", TestName = "an object for the home data center")]
    [TestCase("UsePkce:0", "true", "UsePkce is a list or an object", TestName = "a list for a flag")]
    [TestCase("Scopes:1:Name", "A.read", "Scopes:1 is a list or an object", TestName = "an object in the list of scopes")]
    [TestCase("DataCenters:0:Id:0", "xx", "DataCenters:0:Id is a list or an object", TestName = "a list for the id of a data center")]
    public async Task Are_refused_at_start_where_an_option_cannot_take_them(string key, string? value, string failure)
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section((key, value))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Contain(it => it.StartsWith(failure, StringComparison.Ordinal));
    }

    [Test]
    public async Task Are_refused_together_with_misspelt_names_and_wrong_values()
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("ClientId", ""), ("AllowedDataCentres:0", "eu"), ("ClientSecret:0", "abc"), ("DataCenters:0:Id", "xx"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Select(failure => string.Join(' ', failure.Split(' ').Take(3))).Should().BeEquivalentTo(
            "ClientId is empty.", "AllowedDataCentres is not", "ClientSecret is a", "DataCenters:0:AccountsServer is missing.", "DataCenters:0:ApiServer is missing.");
    }
}
