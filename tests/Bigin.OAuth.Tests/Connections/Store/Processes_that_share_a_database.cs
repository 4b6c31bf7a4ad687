using System.Diagnostics;
using System.Globalization;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.PostgreSql)]
[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Processes_that_share_a_database(string kind)
{
    private static readonly int Processes = SuiteSize.Choose(representative: 3, full: 4);

    private static readonly int Additions = SuiteSize.Choose(representative: 6, full: 20);

    [Test]
    public async Task Create_its_table_lose_no_save_and_hold_no_lease_together()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        Share(keys); // so that the processes do not each begin a key ring of their own

        (int ExitCode, string Output, string Error)[] ends =
            await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => RunAsync(kind, database.ConnectionString, keys.FullName, $"{Additions}")));

        ends.Should().OnlyContain(end => end.ExitCode == 0 && end.Output == "0" && end.Error == "");
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

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = StoreWorkerProcess.Start(withError: true, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}
