using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthServiceCollectionExtensions))]
public sealed class Several_client_ids
{
    private const string Warning = "AddBiginOAuth was called with different client ids (1000.A, 1000.B), and the last one is used";

    [Test]
    public async Task In_two_sections_are_warned_of() =>
        (await GetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(("ClientId", "1000.A"))).Services.AddBiginOAuth(Hosts.Section(("ClientId", "1000.B")))))
            .Should().ContainSingle().Which.Should().Contain(Warning);

    [Test]
    public async Task In_a_section_and_in_code_are_warned_of() =>
        (await GetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(("ClientId", "1000.A"))).Services.AddBiginOAuth(options => options.ClientId = "1000.B")))
            .Should().ContainSingle().Which.Should().Contain(Warning);

    [Test]
    public async Task Are_not_two_where_both_calls_name_the_same() =>
        (await GetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(("ClientId", "1000.A"))).Services
            .AddBiginOAuth(Hosts.Section(("ClientId", "1000.A"))).Services.AddBiginOAuth(options => options.ClientId = "1000.A"))).Should().BeEmpty();

    [Test]
    public async Task Are_not_two_where_the_second_call_names_none() =>
        (await GetWarningsAsync(services => services.AddBiginOAuth(Hosts.Section(("ClientId", "1000.A"))).Services.AddBiginOAuth(options => options.ForceConsent = true)))
            .Should().BeEmpty();

    private static async Task<string[]> GetWarningsAsync(Action<IServiceCollection> register)
    {
        var logs = new RecordedLogs();
        await Hosts.StartAsync(services =>
        {
            services.AddLogging(logging => logging.AddProvider(logs));
            register(services);
        });
        return [.. logs.Entries.Select(entry => entry.Message).Where(message => message.Contains("client ids", StringComparison.Ordinal))];
    }
}
