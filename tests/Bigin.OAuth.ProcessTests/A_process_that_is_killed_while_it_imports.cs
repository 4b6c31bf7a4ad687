using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections;
using Bigin.OAuth.Tests.Connections.Store;

namespace Bigin.OAuth.ProcessTests;

[TestOf(typeof(BiginConnections))]
public sealed class A_process_that_is_killed_while_it_imports
{
    [Test]
    public async Task Leaves_the_token_to_the_caller_who_imports_it_again()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        DirectoryInfo keys = Directory.CreateTempSubdirectory("keys");
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Delay(Hang.Limit)); // between the refresh and the save it reads the organization
        var killed = StoreWorkerProcess.Take();
        await OrderAsync(killed);
        await host.UntilAsync(() => host.To("/bigin/v2/org").Any());

        await killed.KillAsync();
        var next = StoreWorkerProcess.Take();
        await OrderAsync(next);

        (await next.FinishAsync()).Should().Be(nameof(Connected));
        host.Refreshes.Should().HaveCount(2);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
        (await database.ReadAsync("SELECT \"Key\", \"OrganizationName\" FROM \"BiginConnections\"")).Should().Be("Key=tenant-42|OrganizationName=Acorn Books");
        keys.Delete(recursive: true);

        Task OrderAsync(StoreWorkerProcess worker) => worker.OrderAsync(
            TestDatabase.Sqlite,
            database.ConnectionString,
            keys.FullName,
            "import",
            host.Emulator.DataCenters.Single(dataCenter => dataCenter.Id == "us").AccountsServer.OriginalString,
            host.Emulator.ClientId,
            host.Emulator.ClientSecret,
            "0",
            token.Reveal());
    }
}
