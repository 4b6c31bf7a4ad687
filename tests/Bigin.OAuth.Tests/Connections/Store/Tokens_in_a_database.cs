using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(StoredConnection))]
public sealed class Tokens_in_a_database(string kind)
{
    private const string RefreshToken = "1000.markerOfTheRefreshToken.0123456789";

    private const string AccessToken = "1000.markerOfTheAccessToken.0123456789";

    private readonly EphemeralDataProtectionProvider _keys = new();

    [Test]
    public async Task Are_in_none_of_its_bytes()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open(database, _keys);

        await SaveAsync(host);

        string bytes = Encoding.Latin1.GetString(await database.ReadBytesAsync());
        bytes.Should().Contain("tenant-1", "the key is readable text").And.NotContain("marker");
        bytes.Should().NotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(RefreshToken))[..20]);
        bytes.Should().NotContain(Encoding.Latin1.GetString(Encoding.Unicode.GetBytes("marker")));
    }

    [Test]
    public async Task Do_not_decrypt_in_a_copy_under_another_key()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await SaveAsync(host);

        (await database.ExecuteAsync("UPDATE \"BiginConnections\" SET \"Key\" = 'tenant-2'")).Should().Be(1);
        StoredConnection copy = (await host.Store().FindAsync("tenant-2"))!;

        copy.Status.Should().Be(ConnectionStatus.Unreadable);
        copy.RefreshToken.Should().BeEmpty();
        copy.AccessToken.Should().BeNull();
    }

    [TestCase("EncryptedRefreshToken")]
    [TestCase("EncryptedAccessToken")]
    public async Task Are_unreadable_after_a_change_of_either(string column)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        await SaveAsync(host);

        await database.ExecuteAsync($"UPDATE \"BiginConnections\" SET \"{column}\" = 'CfDJ8'");

        (await host.Store().FindAsync("tenant-1"))!.Status.Should().Be(ConnectionStatus.Unreadable);
    }

    [Test]
    public async Task Wait_untouched_for_their_key_ring()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var clock = new FakeTimeProvider(Client.Now);
        await using ServiceProvider right = StoreHost.Open(database, _keys, clock);
        await using ServiceProvider wrong = StoreHost.Open(database, new EphemeralDataProtectionProvider(), clock);
        StoredConnection saved = await SaveAsync(right);
        string before = await database.ReadAsync();

        StoredConnection found = (await wrong.Store().FindAsync("tenant-1"))!;
        IAsyncDisposable? lease = await wrong.Store().TryLockAsync("tenant-1", StoreHost.Lease);

        found.Should().BeEquivalentTo(new StoredConnection
        {
            Key = "tenant-1",
            ConcurrencyStamp = "one",
            DataCenter = "us",
            RefreshToken = "",
            Status = ConnectionStatus.Unreadable,
            ConnectedAt = saved.ConnectedAt,
        });
        lease.Should().BeNull();
        (await database.ReadAsync()).Should().Be(before, "nothing is written, not even the lease");
        (await right.Store().FindAsync("tenant-1")).Should().BeEquivalentTo(saved);
    }

    [Test]
    public async Task Are_never_overwritten_by_none()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider host = StoreHost.Open(database, _keys);
        StoredConnection saved = await SaveAsync(host);

        await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection("tenant-1", "two", refreshToken: ""), "one")).Should().ThrowAsync<ArgumentException>();

        (await host.Store().FindAsync("tenant-1")).Should().BeEquivalentTo(saved);
    }

    [Test]
    public async Task Can_be_replaced_by_those_of_a_new_consent_where_they_are_unreadable()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider lost = StoreHost.Open(database, _keys);
        await using ServiceProvider host = StoreHost.Open(database, new EphemeralDataProtectionProvider());
        await SaveAsync(lost);

        StoredConnection consent = StoreHost.Connection("tenant-1", "two", "1000.new.consent");
        (await host.Store().TrySaveAsync(consent, "one")).Should().BeTrue();

        (await host.Store().FindAsync("tenant-1")).Should().BeEquivalentTo(consent);
        (await host.Store().TryLockAsync("tenant-1", StoreHost.Lease)).Should().NotBeNull();
    }

    [Test]
    public async Task Are_never_overwritten_by_what_could_not_be_decrypted()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ServiceProvider right = StoreHost.Open(database, _keys);
        await using ServiceProvider wrong = StoreHost.Open(database, new EphemeralDataProtectionProvider());
        await SaveAsync(right);
        StoredConnection unreadable = (await wrong.Store().FindAsync("tenant-1"))!;
        var next = new StoredConnection
        {
            Key = unreadable.Key,
            ConcurrencyStamp = "two",
            DataCenter = unreadable.DataCenter,
            RefreshToken = unreadable.RefreshToken,
            ConnectedAt = unreadable.ConnectedAt,
        };

        await wrong.Store().Invoking(async store => await store.TrySaveAsync(next, "one")).Should().ThrowAsync<ArgumentException>();

        (await right.Store().FindAsync("tenant-1"))!.RefreshToken.Should().Be(RefreshToken);
    }

    private static async Task<StoredConnection> SaveAsync(ServiceProvider host)
    {
        StoredConnection connection = StoreHost.Connection("tenant-1", refreshToken: RefreshToken, accessToken: AccessToken);
        (await host.Store().TrySaveAsync(connection, null)).Should().BeTrue();
        return connection;
    }
}
