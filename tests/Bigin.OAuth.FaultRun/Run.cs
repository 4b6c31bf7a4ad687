using System.Globalization;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bigin.OAuth.FaultRun;

/// <summary>Sets everything up, plays, and reports.</summary>
internal static class Run
{
    private static readonly string[] DataCenters = ["us", "eu", "in", "au", "jp", "sa", "ca", "uk"]; // China's users start at China's server

    /// <summary>Plays a run. False where something that must never happen has happened.</summary>
    internal static async Task<bool> PlayAsync(RunOptions options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fault-run");
        Tenant[] tenants = [.. Enumerable.Range(0, options.Connections).Select(TenantAt)];
        (string database, string connectionString) = await CreateDatabaseAsync(folder);
        Console.WriteLine($"seed {options.Seed}, {options.Duration.TotalSeconds:0} s, {tenants.Length} connections, {options.Processes} processes, {database}");

        await using BiginEmulator emulator = await BiginEmulator.StartAsync(emulator => Set(emulator, tenants));
        using var trap = new Trap();
        await using Gate gate = await Gate.StartAsync(emulator.DataCenters, trap.Address);
        using var clock = new SharedClock(Path.Combine(folder.FullName, "clock"));
        using var log = new FileLog(Path.Combine(folder.FullName, "parent.log"));
        var dice = new Dice(options.Seed);
        var ledger = new Ledger();
        var checks = new Checks(Console.WriteLine);
        var secrets = new SecretSearch(emulator.ClientSecret);

        var collection = new ServiceCollection();
        Library.Add(collection, folder.FullName, database, connectionString, log).UseEmulator(emulator).TokenHttpClient.AddHttpMessageHandler(() => new Exchanges(ledger));
        await using ServiceProvider services = collection.BuildServiceProvider();
        var connector = new Connector(services, emulator, ledger, checks);
        _ = await services.GetRequiredService<IBiginConnectionStore>().FindAsync("none"); // creates the table
        var history = new History(database, connectionString, services.GetRequiredService<IDataProtectionProvider>());
        await history.BeginAsync();
        foreach (Tenant tenant in tenants)
        {
            await connector.ConnectAsync(tenant);
        }

        string settings = new WorkerSettings(folder.FullName, database, connectionString, emulator.ClientId, emulator.ClientSecret, gate.Servers, tenants).Write();
        using var workers = new WorkerPool((name, seed) => WorkerProcess.Start(settings, name, seed, ledger, checks, secrets));
        workers.Start(options.Processes, dice);
        await Task.WhenAll(workers.Workers.Select(worker => worker.WaitAsync()));
        using var prober = new Prober(emulator, emulator.Users.ToDictionary(user => user.Email, user => user.DataCenter, StringComparer.Ordinal));
        var deck = new FaultDeck(emulator, gate, trap.Address, dice);
        var player = new Player(emulator, clock, deck, connector, prober, tenants, workers, dice);
        var audit = new Audit(emulator, history, ledger, checks, tenants.ToDictionary(tenant => tenant.Key, StringComparer.Ordinal));

        using var stop = new CancellationTokenSource();
        Task auditing = AuditAsync(audit, stop.Token);
        await player.PlayAsync(options.Duration);
        deck.Clear();
        await stop.CancelAsync();
        await auditing;

        await new Settlement(services, ledger, checks, prober, tenants, workers).SettleAsync(player.Advance);
        foreach (WorkerProcess worker in workers.Workers)
        {
            await worker.StopAsync();
        }

        await audit.LookAsync(isLast: true);
        checks.Strangers.That(trap.Caught == 0, () => $"{trap.Caught} connections to the trap");
        await secrets.CheckAsync(folder.FullName, checks.Secrets);
        Report(options, checks, audit, gate, ledger, player, connector, workers);
        await DropDatabaseAsync(database, connectionString);
        bool isClean = checks.All.All(check => check.Violations == 0);
        if (isClean)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            Console.WriteLine($"logs and database: {folder.FullName}");
        }

        return isClean;
    }

    private static async Task AuditAsync(Audit audit, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await audit.LookAsync();
        }
    }

    private static void Report(
        RunOptions options, Checks checks, Audit audit, Gate gate, Ledger ledger, Player player, Connector connector, WorkerPool workers)
    {
        Console.WriteLine("outcomes of calls:");
        foreach ((string outcome, int times) in ledger.Outcomes.OrderByDescending(x => x.Value))
        {
            Console.WriteLine($"  {times,8} {outcome}");
        }

        KeyValuePair<string, int>[] faults = [.. audit.Faults.Concat(gate.Played).OrderBy(x => x.Key, StringComparer.Ordinal)];
        Console.WriteLine("faults:");
        foreach ((string fault, int times) in faults)
        {
            Console.WriteLine($"  {times,8} {fault}");
        }

        Console.WriteLine("checks: looks, violations");
        foreach (Check check in checks.All)
        {
            Console.WriteLine($"  {check.Looks,8} {check.Violations,4} {check.Name}");
        }

        Console.WriteLine(
            $"summary: seed={options.Seed} seconds={options.Duration.TotalSeconds:0} rounds={player.Rounds} calls={ledger.Outcomes.Values.Sum()} requests={audit.Requests} refreshes={audit.Refreshes} "
            + $"refreshed={audit.Refreshed} saves={audit.Saves} overtakings={audit.Overtakings} faults={faults.Sum(fault => fault.Value)} kinds={faults.Length} clock-moves={player.ClockMoves} expirations={player.Expirations} "
            + $"connects={connector.Connects} disconnects={connector.Disconnects} revocations={player.Revocations} kills={workers.Kills} "
            + $"most-in-ten-minutes={audit.MostInTenMinutes} violations={checks.All.Sum(check => check.Violations)}");
    }

    private static Tenant TenantAt(int index) => new(
        string.Create(CultureInfo.InvariantCulture, $"tenant-{index}"),
        string.Create(CultureInfo.InvariantCulture, $"user-{index / 2}@example.com"),
        string.Create(CultureInfo.InvariantCulture, $"{700_000_000 + index}"));

    // Without the limits on what people do, who come far more often here: codes in ten minutes, and refresh tokens that each reconnection adds.
    private static void Set(BiginEmulatorOptions emulator, Tenant[] tenants)
    {
        emulator.MaskSecrets = false;
        emulator.CodesPerTenMinutes = int.MaxValue;
        emulator.LiveRefreshTokens = int.MaxValue;
        emulator.Users.Clear();
        foreach ((int index, IGrouping<string, Tenant> user) in tenants.GroupBy(tenant => tenant.User).Index())
        {
            emulator.Users.Add(new EmulatorUser(
                user.Key, user.Key, DataCenters[index % DataCenters.Length], [.. user.Select(tenant => new EmulatorOrganization(tenant.Organization, tenant.Key))]));
        }
    }

    private static async Task<(string Database, string ConnectionString)> CreateDatabaseAsync(DirectoryInfo folder)
    {
        if (Environment.GetEnvironmentVariable("BIGIN_POSTGRES") is not { Length: > 0 } server)
        {
            return (Library.Sqlite, $"Data Source={Path.Combine(folder.FullName, "host.db")}");
        }

        string name = $"faults_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return ("postgres", new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    private static async Task DropDatabaseAsync(string database, string connectionString)
    {
        if (database != Library.Sqlite)
        {
            await ExecuteAsync(
                Environment.GetEnvironmentVariable("BIGIN_POSTGRES")!, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
