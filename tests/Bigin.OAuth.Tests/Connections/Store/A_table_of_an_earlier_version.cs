using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>
/// A table as the code of commit f573dd6 made it, with three connections and the key ring that encrypted their tokens, is opened by the code of now.
/// </summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class A_table_of_an_earlier_version(string kind) : IDisposable
{
    private const string PostgreSqlTable = """
        CREATE TABLE "BiginConnections" (
            "Key" character varying(200) COLLATE "C" NOT NULL,
            "Version" bigint NOT NULL,
            "DataCenter" text NOT NULL,
            "EncryptedRefreshToken" text NOT NULL,
            "EncryptedAccessToken" text,
            "AccessTokenExpiresAt" bigint,
            "Scopes" text NOT NULL,
            "OrganizationId" text,
            "OrganizationName" text,
            "Status" integer NOT NULL,
            "ConnectedAt" bigint NOT NULL,
            "RecentRefreshes" text NOT NULL,
            "LeaseOwner" text,
            "LeaseUntil" bigint,
            CONSTRAINT "PK_BiginConnections" PRIMARY KEY ("Key")
        );
        """;

    private readonly DirectoryInfo _rings = Directory.CreateTempSubdirectory("keys");

    private static readonly DateTimeOffset Saved = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero).AddMilliseconds(123);

    [Test]
    public async Task Is_brought_up_to_date_and_loses_nothing()
    {
        await using TestDatabase database = await OpenOldAsync();
        await using ServiceProvider host = Open(database);
        IBiginConnectionStore store = host.Store();

        (await store.ListAsync().Select(connection => (connection.Key, connection.Status)).ToArrayAsync()).Should().BeEquivalentTo(
            [("tenant-1", ConnectionStatus.Active), ("tenant-2", ConnectionStatus.Active), ("tenant-3", ConnectionStatus.NeedsConsent)]);
        StoredConnection found = (await store.FindAsync("tenant-1"))!;
        found.Should().BeEquivalentTo(new StoredConnection
        {
            Key = "tenant-1",
            ConcurrencyStamp = found.ConcurrencyStamp,
            DataCenter = "eu",
            RefreshToken = "1000.refresh.of-tenant-1",
            AccessToken = "1000.access.of-tenant-1",
            AccessTokenExpiresAt = Saved.AddMinutes(59),
            Scopes = ["ZohoBigin.org.READ", "ZohoBigin.modules.ALL"],
            OrganizationId = "942010964",
            OrganizationName = "Blüte & Söhne 商店",
            ConnectedAt = Saved.AddDays(-1),
            RecentRefreshes = [Saved.AddMilliseconds(-1), Saved],
        });
        found.ConcurrencyStamp.Should().HaveLength(32);
        (await store.TrySaveAsync(StoreHost.Connection("tenant-1"), found.ConcurrencyStamp)).Should().BeTrue();
        (await store.TrySaveAsync(StoreHost.Connection("new"), null)).Should().BeTrue();
        (await database.ReadAsync()).Should().NotContain("Version=");
    }

    [Test]
    public async Task Is_brought_up_to_date_once_by_eight_hosts_that_start_together()
    {
        await using TestDatabase database = await OpenOldAsync();
        ServiceProvider[] hosts = [.. Enumerable.Range(0, 8).Select(_ => Open(database))];

        string?[] stamps = await Task.WhenAll(hosts.Select(host => Task.Run(async () => await host.Store().FindStampAsync("tenant-1"))));

        stamps.Distinct().Should().ContainSingle().Which.Should().HaveLength(32);
        foreach (ServiceProvider host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    public void Dispose() => _rings.Delete(recursive: true);

    private static string GetFile(string name) => Repository.GetPath("tests", "Bigin.OAuth.Tests", "Connections", "Store", "Upgrade", name);

    private async Task<TestDatabase> OpenOldAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync(kind);
        string old = GetFile("connections-before-stamps.db");
        if (kind == TestDatabase.Sqlite)
        {
            File.Copy(old, new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
            return database;
        }

        await database.ExecuteAsync(PostgreSqlTable);
        await using TestDatabase copy = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        File.Copy(old, new SqliteConnectionStringBuilder(copy.ConnectionString).DataSource); // reading may write files beside it
        await using var source = new SqliteConnection($"{copy.ConnectionString};Pooling=False");
        await source.OpenAsync();
        await using SqliteCommand read = source.CreateCommand();
        read.CommandText = "SELECT * FROM \"BiginConnections\"";
        await using SqliteDataReader reader = await read.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            await database.ExecuteAsync($"INSERT INTO \"BiginConnections\" VALUES ({string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => Literal(reader.GetValue(i))))})");
        }

        return database;
    }

    private static string Literal(object value) => value switch
    {
        DBNull => "NULL",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
    };

    // A copy of the ring, since the ring makes a new key when its own has expired.
    private ServiceProvider Open(TestDatabase database)
    {
        DirectoryInfo ring = _rings.CreateSubdirectory(Path.GetRandomFileName());
        File.Copy(GetFile("key-fba28a85-915e-48c5-868b-9420d13146d8.xml"), Path.Combine(ring.FullName, "key.xml"));
        IDataProtectionProvider keys = DataProtectionProvider.Create(ring, protection => protection.SetApplicationName("upgrade"));
        return StoreHost.Open(database, keys);
    }
}
