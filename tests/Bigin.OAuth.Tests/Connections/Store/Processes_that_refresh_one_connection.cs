using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
public sealed class Processes_that_refresh_one_connection(string kind)
{
    private const int Processes = 4;

    private const int Callers = 250;

    [Test]
    public async Task Send_one_request_in_all_and_hand_its_token_to_every_caller()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => Keep(builder, database, keys));
        await host.ConnectAsync();
        await ExpireAsync(host.Store);

        Process[] workers = [.. Enumerable.Range(0, Processes).Select(_ => Start(host, database, keys))];
        foreach (Process worker in workers)
        {
            (await worker.StandardOutput.ReadLineAsync()).Should().Be("ready");
        }

        foreach (Process worker in workers)
        {
            await worker.StandardInput.WriteLineAsync();
            await worker.StandardInput.FlushAsync();
        }

        string[] hashes = await Task.WhenAll(workers.Select(EndAsync));
        string stored = (await host.Store.FindAsync(ConnectionHost.Key))!.AccessToken!;
        host.Refreshes.Should().ContainSingle();
        hashes.Should().HaveCount(Processes).And.OnlyContain(hash => hash == Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(stored))));
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
        host.Emulator.Faults.Next(Bigin.OAuth.Emulator.EmulatorEndpoint.Token, Bigin.OAuth.Emulator.EmulatorFault.Delay(TimeSpan.FromMinutes(5)));
        using Process holder = Start(host, database, keys);
        await holder.StandardOutput.ReadLineAsync();
        await holder.StandardInput.WriteLineAsync();
        await holder.StandardInput.FlushAsync();
        while (host.Refreshes.Count == 0)
        {
            await Task.Yield(); // its request is on the way, so it holds the lease
        }

        holder.Kill();
        await holder.WaitForExitAsync();
        (await host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60))).Should().BeNull("the dead one still holds it");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(61));
        await using ConnectionHost another = host.Sibling(builder => Keep(builder, database, keys)); // it holds no token of the consent
        AccessToken token = await another.Connections.GetAccessTokenAsync(ConnectionHost.Key);

        token.Reveal().Should().Be((await host.Store.FindAsync(ConnectionHost.Key))!.AccessToken);
        host.Refreshes.Should().HaveCount(2);
        keys.Delete(recursive: true);
    }

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
            Version = stored.Version + 1,
            DataCenter = stored.DataCenter,
            RefreshToken = stored.RefreshToken,
            AccessToken = stored.AccessToken,
            AccessTokenExpiresAt = stored.ConnectedAt.AddMinutes(-1),
            ConnectedAt = stored.ConnectedAt,
            RecentRefreshes = stored.RecentRefreshes,
        })).Should().BeTrue();
    }

    private static Process Start(ConnectionHost host, TestDatabase database, DirectoryInfo keys)
    {
        string build = Path.GetRelativePath(Repository.PathOf("tests", "Bigin.OAuth.Tests"), AppContext.BaseDirectory);
        string worker = Path.Combine(Repository.PathOf("tests", "Bigin.OAuth.StoreWorker"), build, "Bigin.OAuth.StoreWorker.dll");
        string accountsServer = host.Emulator.DataCenters[0].AccountsServer.AbsoluteUri;
        return Process.Start(new ProcessStartInfo(
            "dotnet",
            [worker, database.Kind, database.ConnectionString, keys.FullName, "refresh", accountsServer, host.Emulator.ClientId, host.Emulator.ClientSecret, $"{Callers}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task<string> EndAsync(Process worker)
    {
        using (worker)
        {
            string output = await worker.StandardOutput.ReadToEndAsync();
            await worker.WaitForExitAsync();
            worker.ExitCode.Should().Be(0);
            return output.Trim();
        }
    }
}
