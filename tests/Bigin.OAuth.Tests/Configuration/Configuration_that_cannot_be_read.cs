using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthServiceCollectionExtensions))]
public sealed class Configuration_that_cannot_be_read
{
    [TestCase("Scopes", "A.read,B.read", "Scopes:0", TestName = "scopes in one value")]
    [TestCase("Scopes", "A.read B.read", "Scopes:0", TestName = "scopes in one value with a space")]
    [TestCase("AllowedDataCenters", "eu", "AllowedDataCenters:0", TestName = "one allowed data center in one value")]
    [TestCase("AllowedDataCenters", "eu,uk", "AllowedDataCenters:0", TestName = "allowed data centers in one value")]
    [TestCase("DataCenters", ImaginaryDataCenter.Id, "DataCenters:0:Id", TestName = "data centers in one value")]
    [TestCase("ClientSecrets", "secret", "ClientSecrets:eu", TestName = "secrets in one value")]
    public async Task Is_refused_at_start_with_a_hint(string key, string value, string hint)
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section((key, value))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().ContainSingle().Which.Should().StartWith($"{key} is a single value in the configuration").And.Contain(hint);
    }

    [Test]
    public async Task Is_refused_in_the_second_section_too()
    {
        Func<Task> start = () => Hosts.StartAsync(services =>
            services.AddBiginOAuth(Hosts.Section()).Services.AddBiginOAuth(Hosts.Section(("AllowedDataCenters", "eu"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().ContainSingle().Which.Should().StartWith("AllowedDataCenters is a single value");
    }

    [TestCase("AccessType", "ofline", TestName = "an access type that is none")]
    [TestCase("RedirectUri", "https://:x:/", TestName = "a redirect URI that is none")]
    [TestCase("ForceConsent", "maybe", TestName = "a consent that is neither true nor false")]
    [TestCase("UsePkce", "maybe", TestName = "a PKCE that is neither true nor false")]
    [TestCase("AuthorizationCodeLifetime", "soon", TestName = "a lifetime that is none")]
    public async Task Fails_at_start_with_the_key_where_a_value_does_not_convert(string key, string value)
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section((key, value))));

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage($"*'Bigin:{key}'*");
    }

    [TestCase("AccountsServer")]
    [TestCase("ApiServer")]
    public async Task Is_refused_at_start_with_the_key_where_an_address_does_not_convert(string key)
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("DataCenters:0:Id", ImaginaryDataCenter.Id),
            ("DataCenters:0:AccountsServer", key == "AccountsServer" ? "https://:x:/" : "https://accounts.zoho.example"),
            ("DataCenters:0:ApiServer", key == "ApiServer" ? "https://:x:/" : "https://www.zohoapis.example"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().ContainSingle().Which.Should().StartWith($"DataCenters:0:{key} is not an address.");
    }

    [Test]
    public async Task Is_refused_with_every_member_that_a_data_center_lacks()
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("DataCenters:0:Id", ImaginaryDataCenter.Id),
            ("DataCenters:0:AccountsServer", "https://accounts.zoho.example"),
            ("DataCenters:1", "sg"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Equal(
            "DataCenters:0:ApiServer is missing. Give each data center Id, AccountsServer and ApiServer.",
            "DataCenters:1:Id is missing. Give each data center Id, AccountsServer and ApiServer.",
            "DataCenters:1:AccountsServer is missing. Give each data center Id, AccountsServer and ApiServer.",
            "DataCenters:1:ApiServer is missing. Give each data center Id, AccountsServer and ApiServer.");
    }
}
