using System.Globalization;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Tests.Connections.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.ProcessTests;

[Parallelizable(ParallelScope.Self)] // one test at a time, or each would start processes of its own
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Processes_that_share_a_database(string kind)
{
    private static readonly int Processes = SuiteSize.Choose(representative: 2, full: 4);

    private static readonly int Additions = SuiteSize.Choose(representative: 6, full: 20);

    [Test]
    public async Task Create_its_table_lose_no_save_and_hold_no_lease_together()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        Share(keys); // so that the processes do not each begin a key ring of their own

        StoreWorkerProcess[] workers = [.. Enumerable.Range(0, Processes).Select(_ => StoreWorkerProcess.Take())];
        foreach (StoreWorkerProcess worker in workers)
        {
            await worker.OrderAsync(kind, database.ConnectionString, keys.FullName, "share", $"{Additions}");
        }

        string[] overtaken = await Task.WhenAll(workers.Select(worker => worker.FinishAsync()));

        overtaken.Should().OnlyContain(times => times == "0");
        (await database.ReadAsync("SELECT \"Key\", \"OrganizationId\" FROM \"BiginConnections\" ORDER BY \"Key\"")).Should().Be(
            string.Create(CultureInfo.InvariantCulture, $"Key=counted|OrganizationId={Processes * Additions}\nKey=leased|OrganizationId={(Processes * Additions) + 1}"));
        keys.Delete(recursive: true);
    }

    private static void Share(DirectoryInfo keys)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("StoreWorker").PersistKeysToFileSystem(keys);
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetDataProtector("x").Protect("x");
    }
}
