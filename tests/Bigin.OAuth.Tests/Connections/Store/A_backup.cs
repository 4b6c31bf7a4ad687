using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A SQLite file is copied while a host works with it, and another host starts with the copy.</summary>
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class A_backup
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Test]
    public async Task Works_on_where_connections_were_used_since_and_needs_consent_where_they_were_ended()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using TestDatabase backup = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => Store(builder, database));
        await host.ConnectAsync("kept");
        await host.ConnectAsync("ended", "europe@example.com");

        await database.ExecuteAsync($"VACUUM INTO '{backup.ConnectionString["Data Source=".Length..]}'");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.Connections.GetAccessTokenAsync("kept");
        (await host.Connections.DisconnectAsync("ended")).Should().BeOfType<Disconnected>();
        await using ConnectionHost restored = host.Sibling(builder => Store(builder, backup));
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        (await restored.Connections.GetAccessTokenAsync("kept")).Should().NotBeNull();
        (await restored.Connections.Awaiting(connections => connections.GetAccessTokenAsync("ended").AsTask()).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.NeedsConsent);
    }

    private void Store(BiginOAuthBuilder builder, TestDatabase database)
    {
        builder.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(database.Use);
        builder.Services.AddSingleton<IDataProtectionProvider>(_keys);
    }
}
