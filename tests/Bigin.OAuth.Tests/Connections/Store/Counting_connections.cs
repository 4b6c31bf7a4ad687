using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The health check counts by columns, and decrypts one row for each key of the key ring. The list decrypts each row.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsHealthCheck))]
public sealed class Counting_connections(string kind)
{
    private readonly CountedRing _ring = new(new EphemeralDataProtectionProvider());

    [Test]
    public async Task Decrypts_one_row_however_many_there_are()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database, _ring);
        for (int i = 0; i < 50; i++)
        {
            await host.Store().TrySaveAsync(StoreHost.Connection($"tenant-{i}", accessToken: null), null);
        }

        _ring.Decrypted = 0;
        HealthCheckResult health = await CheckAsync(host);

        health.Status.Should().Be(HealthStatus.Healthy);
        health.Description.Should().Be("50 Bigin connections.");
        _ring.Decrypted.Should().Be(1);
    }

    [Test]
    public async Task Notices_that_the_key_ring_is_lost()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo[] rings = [Directory.CreateTempSubdirectory("keys"), Directory.CreateTempSubdirectory("keys")]; // ephemeral rings share one key id
        await using ServiceProvider lost = Open(database, DataProtectionProvider.Create(rings[0]));
        await using ServiceProvider host = Open(database, DataProtectionProvider.Create(rings[1]));
        await lost.Store().TrySaveAsync(StoreHost.Connection("tenant-1"), null);
        await lost.Store().TrySaveAsync(StoreHost.Connection("tenant-2"), null);
        await host.Store().TrySaveAsync(StoreHost.Connection("tenant-3"), null);

        HealthCheckResult health = await CheckAsync(host);

        health.Status.Should().Be(HealthStatus.Degraded);
        health.Description.Should().Be("Of 3 Bigin connections 2 can't be decrypted with this key ring.");
        health.Data.Should().BeEquivalentTo(new Dictionary<string, object>
        {
            ["connections"] = 3,
            ["needConsent"] = 0,
            ["unreadable"] = 2,
            ["unknownDataCenter"] = 0,
            ["notAllowed"] = 0,
            ["keys"] = "tenant-1, tenant-2",
        });
        (await host.GetRequiredService<BiginConnections>().ListAsync().Select(connection => (connection.Key, connection.Status)).ToArrayAsync()).Should().BeEquivalentTo(
            [("tenant-1", ConnectionStatus.Unreadable), ("tenant-2", ConnectionStatus.Unreadable), ("tenant-3", ConnectionStatus.Active)]);
    }

    [Test]
    public async Task Takes_one_damaged_row_for_no_lost_key_ring()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database, _ring);
        await host.Store().TrySaveAsync(StoreHost.Connection("tenant-1"), null);
        await host.Store().TrySaveAsync(StoreHost.Connection("tenant-2"), null);
        await database.ExecuteAsync("UPDATE \"BiginConnections\" SET \"Key\" = 'copied' WHERE \"Key\" = 'tenant-1'");

        (await CheckAsync(host)).Status.Should().Be(HealthStatus.Healthy);
        (await host.Store().ListAsync().SingleAsync(connection => connection.Key == "copied")).Status.Should().Be(ConnectionStatus.Unreadable, "the list reads every row");
    }

    [Test]
    public async Task Notices_data_centers_that_are_not_configured_and_consent_that_is_needed()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database, _ring);
        await host.Store().TrySaveAsync(StoreHost.Connection("good"), null);
        await host.Store().TrySaveAsync(Connection("moved", "mars", ConnectionStatus.Active), null);
        await host.Store().TrySaveAsync(Connection("ended", "us", ConnectionStatus.NeedsConsent), null);

        HealthCheckResult health = await CheckAsync(host);

        health.Status.Should().Be(HealthStatus.Degraded);
        health.Description.Should().Be("Of 3 Bigin connections 1 need consent, 1 have a data center that isn't configured.");
        health.Data["keys"].As<string>().Split(", ").Should().BeEquivalentTo("moved", "ended");
    }

    [TestCase("mars", "unknownDataCenter")]
    [TestCase("eu", "notAllowed")]
    public async Task Names_up_to_twenty_keys_of_a_data_center_that_is_not_used(string dataCenter, string counted)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = Open(database, _ring, options => options.AllowedDataCenters.Add("us"));
        string[] moved = [.. Enumerable.Range(1, 25).Select(i => $"moved-{i:D2}")];
        foreach (string key in moved)
        {
            await host.Store().TrySaveAsync(Connection(key, dataCenter, ConnectionStatus.Active), null);
        }

        await host.Store().TrySaveAsync(Connection("good", "US", ConnectionStatus.Active), null);

        HealthCheckResult health = await CheckAsync(host);

        health.Data[counted].Should().Be(25);
        health.Data["keys"].As<string>().Split(", ").Should().Equal(moved[..20]);
    }

    private static StoredConnection Connection(string key, string dataCenter, ConnectionStatus status) =>
        new() { Key = key, DataCenter = dataCenter, RefreshToken = "1000.r.r", ConnectedAt = Client.Now, Status = status };

    private static Task<HealthCheckResult> CheckAsync(ServiceProvider host) =>
        new BiginConnectionsHealthCheck(host.GetRequiredService<BiginConnections>()).CheckHealthAsync(new HealthCheckContext());

    private static ServiceProvider Open(TestDatabase database, IDataProtectionProvider ring, Action<BiginOAuthOptions>? configure = null) =>
        StoreHost.Open<BiginConnectionsDbContext>(ring, services =>
        {
            services.AddDbContext<BiginConnectionsDbContext>(database.Use);
            services.Configure<BiginOAuthOptions>(options =>
            {
                (options.ClientId, options.RedirectUri) = (Client.Id, Client.RedirectUri);
                options.Scopes.Add(BiginScopes.Org.Read);
                configure?.Invoke(options);
            });
        });

    private sealed class CountedRing(IDataProtectionProvider inner) : IDataProtectionProvider
    {
        internal int Decrypted { get; set; }

        public IDataProtector CreateProtector(string purpose) => new Counted(this, inner.CreateProtector(purpose));

        private sealed class Counted(CountedRing ring, IDataProtector inner) : IDataProtector
        {
            public IDataProtector CreateProtector(string purpose) => new Counted(ring, inner.CreateProtector(purpose));

            public byte[] Protect(byte[] plaintext) => inner.Protect(plaintext);

            public byte[] Unprotect(byte[] protectedData)
            {
                ring.Decrypted++;
                return inner.Unprotect(protectedData);
            }
        }
    }
}
