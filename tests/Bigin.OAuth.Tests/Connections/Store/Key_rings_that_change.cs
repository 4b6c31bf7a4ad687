using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>What docs/storage.md says of keys that are rotated, of keys that are revoked, and of an application that gets another name.</summary>
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Key_rings_that_change : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys");

    public void Dispose() => _folder.Delete(recursive: true);

    [Test]
    public async Task Go_on_decrypting_by_their_old_keys_and_encrypt_by_the_newest()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider before = OpenRing();
        await using ServiceProvider host = StoreHost.Open(database, before.GetDataProtectionProvider());
        (await host.Store().TrySaveAsync(StoreHost.Connection("old"), null)).Should().BeTrue();

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        before.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));
        await using ServiceProvider after = OpenRing();
        await using ServiceProvider next = StoreHost.Open(database, after.GetDataProtectionProvider());
        (await next.Store().TrySaveAsync(StoreHost.Connection("new"), null)).Should().BeTrue();

        (await next.Store().ListAsync().Select(connection => (connection.Key, connection.Status)).ToArrayAsync())
            .Should().Equal(("new", ConnectionStatus.Active), ("old", ConnectionStatus.Active));
        string[] keyIds = (await database.ReadAsync("SELECT substr(\"EncryptedRefreshToken\", 1, 26) AS id FROM \"BiginConnections\"")).Split('\n');
        keyIds.Should().HaveCount(2).And.OnlyHaveUniqueItems("the new one was encrypted by the new key");
    }

    [Test]
    public async Task Decrypt_nothing_by_a_key_that_was_revoked()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider before = OpenRing();
        await using ServiceProvider host = StoreHost.Open(database, before.GetDataProtectionProvider());
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        IKeyManager keys = before.GetRequiredService<IKeyManager>();
        keys.RevokeKey(keys.GetAllKeys().Single().KeyId);
        await using ServiceProvider after = OpenRing();
        await using ServiceProvider next = StoreHost.Open(database, after.GetDataProtectionProvider());

        (await next.Store().FindAsync("tenant"))!.Status.Should().Be(ConnectionStatus.Unreadable);
    }

    [Test]
    public async Task Decrypt_nothing_under_another_name_of_the_application_and_all_again_under_the_old_one()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider before = OpenRing();
        await using ServiceProvider host = StoreHost.Open(database, before.GetDataProtectionProvider());
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        await using ServiceProvider after = OpenRing("another");
        await using ServiceProvider next = StoreHost.Open(database, after.GetDataProtectionProvider());

        (await next.Store().FindAsync("tenant"))!.Status.Should().Be(ConnectionStatus.Unreadable);
        (await next.Store().TryLockAsync("tenant", StoreHost.Lease)).Should().BeNull("nothing is written to the row");
        (await host.Store().FindAsync("tenant")).Should().BeEquivalentTo(StoreHost.Connection());
    }

    private ServiceProvider OpenRing(string application = "rings")
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().SetApplicationName(application).PersistKeysToFileSystem(_folder);
        return services.BuildServiceProvider();
    }
}
