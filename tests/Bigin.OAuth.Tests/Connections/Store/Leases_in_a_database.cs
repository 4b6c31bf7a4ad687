using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Leases_in_a_database(string kind)
{
    [Test]
    public async Task That_cannot_be_given_back_are_logged_and_end_by_themselves()
    {
        using var logs = new RecordedLogs();
        var clock = new FakeTimeProvider(Client.Now);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            new EphemeralDataProtectionProvider(),
            services => services.AddLogging(logging => logging.AddProvider(logs)).AddDbContext<BiginConnectionsDbContext>(database.Use),
            clock);
        await host.Store().TrySaveAsync(StoreHost.Connection(), null);
        IAsyncDisposable? lease = await host.Store().TryLockAsync("tenant", StoreHost.Lease);

        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" RENAME COLUMN \"LeaseOwner\" TO \"Elsewhere\"");
        await lease!.DisposeAsync();
        await database.ExecuteAsync("ALTER TABLE \"BiginConnections\" RENAME COLUMN \"Elsewhere\" TO \"LeaseOwner\"");

        logs.Entries.Should().ContainSingle(entry => entry.Line.StartsWith("Warning") && entry.Line.Contains("could not be given back"));
        (await host.Store().TryLockAsync("tenant", StoreHost.Lease)).Should().BeNull("it is held still");
        clock.Advance(StoreHost.Lease);
        (await host.Store().TryLockAsync("tenant", StoreHost.Lease)).Should().NotBeNull();
    }
}
