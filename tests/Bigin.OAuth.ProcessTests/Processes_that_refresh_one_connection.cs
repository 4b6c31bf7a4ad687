using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Tests.Connections;
using Bigin.OAuth.Tests.Connections.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.ProcessTests;

[Parallelizable(ParallelScope.Self)] // one test at a time, or each would start processes of its own
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnections))]
public sealed class Processes_that_refresh_one_connection(string kind)
{
    private static readonly int Processes = SuiteSize.Choose(representative: 2, full: 4);

    private const int Callers = 250;

    // Ten days: more than a worker's clock comes ahead before it is killed.
    private const int SecondsOfARound = 864_000;

    // Every save encrypts anew, so a stamp that changes without the tokens, or they without it, is half a save.
    private const string WatchSavesOfSqlite = """
        CREATE TABLE "Halves" ("Key" TEXT);
        CREATE TRIGGER "WatchForHalves" AFTER UPDATE ON "BiginConnections"
        WHEN (NEW."ConcurrencyStamp" <> OLD."ConcurrencyStamp") <> (NEW."EncryptedRefreshToken" <> OLD."EncryptedRefreshToken")
            OR (NEW."ConcurrencyStamp" <> OLD."ConcurrencyStamp") <> (NEW."EncryptedAccessToken" <> OLD."EncryptedAccessToken")
        BEGIN INSERT INTO "Halves" VALUES (NEW."Key"); END;
        CREATE TABLE "Saves" ("Key" TEXT);
        CREATE TRIGGER "CountSaves" AFTER UPDATE OF "ConcurrencyStamp" ON "BiginConnections" BEGIN INSERT INTO "Saves" VALUES (NEW."Key"); END;
        """;

    private const string WatchSavesOfPostgreSql = """
        CREATE TABLE "Saves" ("Key" TEXT);
        CREATE FUNCTION "CountSave"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "Saves" VALUES (NEW."Key"); RETURN NULL; END $$;
        CREATE TRIGGER "CountSaves" AFTER UPDATE OF "ConcurrencyStamp" ON "BiginConnections" FOR EACH ROW EXECUTE FUNCTION "CountSave"();
        """;

    [Test]
    public async Task Send_one_request_in_all_and_hand_its_token_to_every_caller()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => Keep(builder, database, keys));
        await host.ConnectAsync();
        await ExpireAsync(host.Store);

        string[] hashes = await RefreshTogetherAsync(Processes, host, database, keys);
        string stored = (await host.Store.FindAsync(ConnectionHost.Key))!.AccessToken!;
        host.Refreshes.Should().ContainSingle();
        hashes.Should().HaveCount(Processes).And.OnlyContain(hash => hash == GetHash(stored));
        keys.Delete(recursive: true);
    }

    [Test]
    public async Task Go_on_when_the_lease_of_one_that_was_killed_is_over()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => Keep(builder, database, keys));
        await host.ConnectAsync();
        await ExpireAsync(host.Store);
        host.Emulator.Clock.Stop(); // by which the lease isn't over, however long the next steps take
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Delay(TimeSpan.FromMinutes(5)));
        StoreWorkerProcess holder = StoreWorkerProcess.Take();
        await OrderRefreshAsync(holder, host, database, keys);
        (await holder.ReadLineAsync()).Should().Be("ready");
        await holder.WriteLineAsync("");
        await host.UntilAsync(() => host.Refreshes.Count > 0 || holder.HasExited); // until its request is on the way, so that it holds the lease
        await holder.KillAsync();
        (await host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60))).Should().BeNull("the dead one still holds it");
        string[] hashes = await RefreshTogetherAsync(Processes - 1, host, database, keys, secondsAhead: 61);

        string stored = (await host.Store.FindAsync(ConnectionHost.Key))!.AccessToken!;
        hashes.Should().HaveCount(Processes - 1).And.OnlyContain(hash => hash == GetHash(stored));
        host.Refreshes.Should().HaveCount(2);
        keys.Delete(recursive: true);
    }

    /// <remarks>BIGIN_KILL_ROUNDS says how often, if neither 1 nor the 20 of BIGIN_FULL=1 will do; a round takes at most as long as a process needs to start.</remarks>
    [Test]
    public async Task Lose_nothing_when_they_are_killed_at_any_moment()
    {
        int rounds = Environment.GetEnvironmentVariable("BIGIN_KILL_ROUNDS") is { Length: > 0 } asked
            ? int.Parse(asked, CultureInfo.InvariantCulture)
            : SuiteSize.Choose(representative: 1, full: 20);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder => Keep(builder, database, keys), emulator => emulator.AccessTokensPerTenMinutes = int.MaxValue);
        await host.ConnectAsync();
        StoredConnection first = (await host.Store.FindAsync(ConnectionHost.Key))!;
        using var bigin = new HttpClient();
        await database.ExecuteAsync(kind == TestDatabase.Sqlite ? WatchSavesOfSqlite : WatchSavesOfPostgreSql);
        int saves = 0;
        int leasesLeft = 0;
        for (int round = 1; round <= rounds; round++)
        {
            // Each begins after all that the ones before have written, so it has to refresh before it is ready.
            StoreWorkerProcess worker = StoreWorkerProcess.Take();
            await OrderAsync(worker, host, database, keys, "repeat", round * SecondsOfARound);
            string? line = await worker.ReadLineAsync();
            await Task.Delay(RandomNumberGenerator.GetInt32(151));
            await worker.KillAsync();

            line.Should().Be("ready", "of round {0}", round);
            StoredConnection stored = (await host.Store.FindAsync(ConnectionHost.Key))!;
            stored.Status.Should().Be(ConnectionStatus.Active);
            (stored.RefreshToken == first.RefreshToken).Should().BeTrue();
            int savesNow = await CountSavesAsync(database);
            savesNow.Should().BeGreaterThanOrEqualTo(saves + 2, "a refresh is counted, then kept");
            (await IsTakenAsync(bigin, host, stored.AccessToken!)).Should().BeTrue();
            saves = savesNow;
            leasesLeft += await database.ReadAsync("SELECT \"Key\" FROM \"BiginConnections\" WHERE \"LeaseOwner\" IS NOT NULL") == "" ? 0 : 1;
        }

        // Each that is killed leaves at most one refresh half done: counted and not sent, or sent and not kept.
        int refreshes = host.Refreshes.Count;
        saves.Should().BeInRange((2 * refreshes) - rounds, (2 * refreshes) + rounds);
        if (kind == TestDatabase.Sqlite)
        {
            (await database.ReadAsync("PRAGMA integrity_check")).Should().Be("integrity_check=ok");
            (await database.ReadAsync("SELECT * FROM \"Halves\"")).Should().BeEmpty();
        }

        await TestContext.Out.WriteLineAsync($"{kind}: {rounds} kills, {refreshes} refreshes, {saves} saves, {leasesLeft} leases left behind");
        keys.Delete(recursive: true);
    }

    private static async Task<int> CountSavesAsync(TestDatabase database) =>
        int.Parse((await database.ReadAsync("SELECT COUNT(*) AS n FROM \"Saves\""))[2..], CultureInfo.InvariantCulture);

    private static void Keep(BiginOAuthBuilder builder, TestDatabase database, DirectoryInfo keys)
    {
        builder.Services.AddDataProtection().SetApplicationName("StoreWorker").PersistKeysToFileSystem(keys);
        builder.Services.AddDbContextFactory<BiginConnectionsDbContext>(database.Use);
        builder.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
    }

    private static async Task ExpireAsync(IBiginConnectionStore store)
    {
        StoredConnection stored = (await store.FindAsync(ConnectionHost.Key))!;
        (await store.TrySaveAsync(new StoredConnection
        {
            Key = stored.Key,
            DataCenter = stored.DataCenter,
            RefreshToken = stored.RefreshToken,
            AccessToken = stored.AccessToken,
            AccessTokenExpiresAt = stored.ConnectedAt.AddMinutes(-1),
            ConnectedAt = stored.ConnectedAt,
            RecentRefreshes = stored.RecentRefreshes,
        }, stored.ConcurrencyStamp)).Should().BeTrue();
    }

    private static Task OrderRefreshAsync(StoreWorkerProcess worker, ConnectionHost host, TestDatabase database, DirectoryInfo keys, int secondsAhead = 0) =>
        OrderAsync(worker, host, database, keys, "refresh", secondsAhead, $"{Callers}");

    private static Task OrderAsync(StoreWorkerProcess worker, ConnectionHost host, TestDatabase database, DirectoryInfo keys, string mode, int secondsAhead, params string[] more)
    {
        string accountsServer = host.Emulator.DataCenters[0].AccountsServer.AbsoluteUri;
        string ahead = secondsAhead.ToString(CultureInfo.InvariantCulture);
        return worker.OrderAsync(
            [database.Kind, database.ConnectionString, keys.FullName, mode, accountsServer, host.Emulator.ClientId, host.Emulator.ClientSecret, ahead, .. more]);
    }

    /// <summary>Gives the start to all of them at once, when all are ready, and waits for the hashes that they answer.</summary>
    private static async Task<string[]> RefreshTogetherAsync(int processes, ConnectionHost host, TestDatabase database, DirectoryInfo keys, int secondsAhead = 0)
    {
        StoreWorkerProcess[] workers = [.. Enumerable.Range(0, processes).Select(_ => StoreWorkerProcess.Take())];
        foreach (StoreWorkerProcess worker in workers)
        {
            await OrderRefreshAsync(worker, host, database, keys, secondsAhead);
        }

        foreach (StoreWorkerProcess worker in workers)
        {
            (await worker.ReadLineAsync()).Should().Be("ready");
        }

        foreach (StoreWorkerProcess worker in workers)
        {
            await worker.WriteLineAsync("");
        }

        return await Task.WhenAll(workers.Select(worker => worker.FinishAsync()));
    }

    private static string GetHash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static async Task<bool> IsTakenAsync(HttpClient bigin, ConnectionHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Emulator.DataCenters[0].ApiServer, "/bigin/v2/org"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", token);
        using HttpResponseMessage response = await bigin.SendAsync(request);
        return response.IsSuccessStatusCode;
    }
}
