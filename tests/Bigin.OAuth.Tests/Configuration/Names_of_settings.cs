using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthServiceCollectionExtensions))]
public sealed class Names_of_settings
{
    [TestCase("AllowedDataCentres:0", "eu", "AllowedDataCentres", "AllowedDataCenters")]
    [TestCase("AllowDataCenters:0", "eu", "AllowDataCenters", "AllowedDataCenters")]
    [TestCase("AllowedDatacenter:0", "eu", "AllowedDatacenter", "AllowedDataCenters")]
    [TestCase("allowed_datacenters:0", "eu", "allowed_datacenters", "AllowedDataCenters")]
    [TestCase("Scope", "ZohoBigin.org.READ", "Scope", "Scopes")]
    [TestCase("client_id", "1000.X", "client_id", "ClientId")]
    [TestCase("ClientSecrte", "secret", "ClientSecrte", "ClientSecret")]
    [TestCase("RedirectUrl", "https://app.example.com", "RedirectUrl", "RedirectUri")]
    [TestCase("UsePcke", "true", "UsePcke", "UsePkce")]
    [TestCase("DataCentres:0:Id", "xx", "DataCentres", "DataCenters")]
    public async Task Are_refused_at_start_where_they_are_misspelt(string key, string value, string written, string nearest)
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section((key, value))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().ContainSingle().Which.Should().Be($"{written} is not a setting. Did you mean {nearest}? Correct the name, or remove the setting.");
    }

    [Test]
    public async Task Are_refused_in_an_entry_of_the_data_centers_too()
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("DataCenters:0:Id", "xx"), ("DataCenters:0:AccountServer", "https://accounts.example.com"), ("DataCenters:0:ApiServer", "https://api.example.com"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().BeEquivalentTo(
            "DataCenters:0:AccountServer is not a setting. Did you mean DataCenters:0:AccountsServer? Correct the name, or remove the setting.",
            "DataCenters:0:AccountsServer is missing. Give each data center Id, AccountsServer and ApiServer.");
    }

    [Test]
    public async Task Are_listed_in_one_warning_where_they_are_like_no_option()
    {
        IReadOnlyCollection<string> warnings = await StartAndGetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("Demo", "true"), ("Mail:From", "MARKER@example.com"), ("DataCenters:0:Id", "xx"), ("DataCenters:0:Note", "MARKER"),
            ("DataCenters:0:AccountsServer", "https://accounts.example.com"), ("DataCenters:0:ApiServer", "https://api.example.com"))));

        warnings.Should().ContainSingle().Which.Should().StartWith("No option takes these settings of the section Bigin: Demo, Mail, DataCenters:0:Note.")
            .And.NotContain("MARKER");
    }

    // Two edits make any other name of two letters of "Id".
    [TestCase("No")]
    [TestCase("Os")]
    [TestCase("X")]
    public async Task Are_not_taken_for_another_that_shares_fewer_than_half_of_their_letters(string name)
    {
        IReadOnlyCollection<string> warnings = await StartAndGetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("DataCenters:0:Id", "xx"), ($"DataCenters:0:{name}", "1"),
            ("DataCenters:0:AccountsServer", "https://accounts.example.com"), ("DataCenters:0:ApiServer", "https://api.example.com"))));

        warnings.Should().ContainSingle().Which.Should().Contain($"DataCenters:0:{name}.");
    }

    [Test]
    public async Task Are_not_warned_of_where_options_take_them_whatever_their_case()
    {
        IReadOnlyCollection<string> warnings = await StartAndGetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(
            ("CLIENTSECRET", "s"), ("forceConsent", "true"), ("Connections:default:RefreshToken", "1000.r.r"), ("AllowedDataCenters", ""))));

        warnings.Should().BeEmpty();
    }

    [Test]
    public async Task Are_not_warned_of_where_the_whole_configuration_is_given()
    {
        IConfigurationRoot root = new ConfigurationBuilder().AddInMemoryCollection(Hosts.Section(("Path", "/usr/bin")).AsEnumerable(true)).Build();

        (await StartAndGetWarningsAsync(services => services.AddBiginOAuth(root))).Should().BeEmpty();
    }

    // An option that the list does not have would be refused or warned of.
    [Test]
    public async Task Include_every_option()
    {
        string[] options = [.. typeof(BiginOAuthOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];
        options.Should().Contain("ClientId").And.Contain("DataCenters");

        foreach (string option in options)
        {
            string[] failures = await GetFailuresAsync((option, "x"), ($"{option}:0:a:b", "x"));
            failures.Should().NotContain(failure => failure.StartsWith($"{option} is not a setting", StringComparison.Ordinal));
            failures.Should().Contain(failure => failure.StartsWith($"{option} is a single value", StringComparison.Ordinal) || failure.StartsWith($"{option} is a list or an object", StringComparison.Ordinal));
        }
    }

    private static async Task<string[]> GetFailuresAsync(params (string Key, string? Value)[] settings)
    {
        // Values that don't convert throw before, with the key.
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(Hosts.Section(settings)).Services.BuildServiceProvider();
        await Task.CompletedTask;
        return [.. services.GetServices<IValidateOptions<BiginOAuthOptions>>()
            .Select(validator => validator.Validate(null, Client.Options())).Where(result => result.Failed).SelectMany(result => result.Failures!)];
    }

    private static async Task<IReadOnlyCollection<string>> StartAndGetWarningsAsync(Action<IServiceCollection> register)
    {
        var logs = new RecordedLogs();
        await Hosts.StartAsync(services =>
        {
            services.AddLogging(logging => logging.AddProvider(logs));
            register(services);
        });
        return [.. logs.Entries.Where(entry => entry.Category == "Bigin.OAuth.BiginOAuthOptions").Select(entry => entry.Message)];
    }
}
