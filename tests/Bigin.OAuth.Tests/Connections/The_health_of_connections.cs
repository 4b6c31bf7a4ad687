using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class The_health_of_connections
{
    [TestCase(0)]
    [TestCase(2)]
    public async Task Is_good_while_none_needs_consent(int connections)
    {
        await using ConnectionHost host = await StartAsync();
        for (int i = 0; i < connections; i++)
        {
            await SaveAsync(host, $"tenant {i}", ConnectionStatus.Active);
        }

        HealthReportEntry entry = await CheckAsync(host);

        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Data.Should().BeEquivalentTo(new Dictionary<string, object> { ["connections"] = connections, ["needConsent"] = 0, ["unreadable"] = 0, ["unknownDataCenter"] = 0, ["notAllowed"] = 0, ["keys"] = "" });
        host.Emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Is_degraded_where_one_needs_consent_and_names_it()
    {
        await using ConnectionHost host = await StartAsync();
        await SaveAsync(host, "good", ConnectionStatus.Active);
        await SaveAsync(host, "ended", ConnectionStatus.NeedsConsent);

        HealthReportEntry entry = await CheckAsync(host);

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Be("Of 2 Bigin connections 1 need consent.");
        entry.Data.Should().BeEquivalentTo(new Dictionary<string, object> { ["connections"] = 2, ["needConsent"] = 1, ["unreadable"] = 0, ["unknownDataCenter"] = 0, ["notAllowed"] = 0, ["keys"] = "ended" });
        host.Emulator.Requests.Should().BeEmpty();
    }

    // Such a connection gives no token until its data center is allowed again.
    [Test]
    public async Task Is_degraded_where_the_data_center_of_one_is_not_allowed_any_more()
    {
        await using ConnectionHost host = await StartAsync(options => options.AllowedDataCenters.Add("eu"));
        await SaveAsync(host, "american", ConnectionStatus.Active);
        await SaveAsync(host, "ended", ConnectionStatus.NeedsConsent);

        HealthReportEntry entry = await CheckAsync(host);

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Be("Of 2 Bigin connections 1 need consent, 1 have a data center that isn't in AllowedDataCenters.");
        entry.Data.Should().Contain("notAllowed", 1).And.Contain("unknownDataCenter", 0);
        entry.Data["keys"].As<string>().Split(", ").Should().BeEquivalentTo("american", "ended");
    }

    [Test]
    public async Task Names_twenty_at_most()
    {
        await using ConnectionHost host = await StartAsync();
        for (int i = 0; i < 30; i++)
        {
            await SaveAsync(host, $"tenant {i}", ConnectionStatus.NeedsConsent);
        }

        HealthReportEntry entry = await CheckAsync(host);

        entry.Data["needConsent"].Should().Be(30);
        entry.Data["keys"].As<string>().Split(", ").Should().HaveCount(20).And.OnlyHaveUniqueItems();
        string.Join(' ', entry.Data.Values).Should().NotContain("1000.");
    }

    private static Task<ConnectionHost> StartAsync(Action<BiginOAuthOptions>? configure = null) => ConnectionHost.StartAsync(
        builder => builder.Services.Configure(configure ?? (_ => { })).AddLogging().AddHealthChecks().AddCheck<BiginConnectionsHealthCheck>("bigin"));

    private static async Task<HealthReportEntry> CheckAsync(ConnectionHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Should().ContainSingle().Subject.Value;

    private static async Task SaveAsync(ConnectionHost host, string key, ConnectionStatus status) =>
        await host.Store.TrySaveAsync(new StoredConnection
        {
            Key = key,
            DataCenter = "us",
            RefreshToken = "1000.r.r",
            ConnectedAt = host.Emulator.Clock.GetUtcNow(),
            Status = status,
        }, expectedStamp: null);
}
