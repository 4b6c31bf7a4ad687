using System.Globalization;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bigin.OAuth.FaultRun;

/// <summary>Sets everything up, plays, and reports.</summary>
internal static class Run
{
    // China's users start at China's server.
    private static readonly string[] DataCenters = [.. DataCenter.All.Where(dataCenter => dataCenter != DataCenter.China).Select(dataCenter => dataCenter.Id)];

    /// <summary>Plays a run. False where something that must never happen has happened.</summary>
    internal static async Task<bool> PlayAsync(RunOptions options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fault-run");
        Tenant[] tenants = [.. Enumerable.Range(0, options.Connections).Select(TenantAt)];
        Dictionary<string, Tenant> byKey = tenants.ToDictionary(tenant => tenant.Key, StringComparer.Ordinal);
        (string database, string connectionString) = await CreateDatabaseAsync(folder);
        Console.WriteLine(
            $"seed {options.Seed}, {options.Duration.TotalSeconds:0} s, {tenants.Length} connections, {options.Processes} processes, {database}, {options.Replaced}");

        await using BiginEmulator emulator = await BiginEmulator.StartAsync(emulator => Set(emulator, tenants));
        var ledger = new Ledger();
        using var trap = new Trap();
        await using Gate gate = await Gate.StartAsync(emulator.DataCenters, trap.Address, ledger, emulator.Clock);
        using var clock = new SharedClock(Path.Combine(folder.FullName, "clock"));
        using var log = new FileLog(Path.Combine(folder.FullName, "parent.log"));
        var dice = new Dice(options.Seed);
        var checks = new Checks(Console.WriteLine);
        var secrets = new SecretSearch(emulator.ClientSecret);

        var collection = new ServiceCollection();
        Library.Add(collection, folder.FullName, database, connectionString, log).UseEmulator(emulator);
        await using ServiceProvider services = collection.BuildServiceProvider();
        IBiginConnectionStore store = services.GetRequiredService<IBiginConnectionStore>();
        _ = await store.FindAsync("none"); // creates the table
        _ = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("none").Protect("none"); // one key for all, before processes start that would each make one
        var history = new History(database, connectionString, services.GetRequiredService<IDataProtectionProvider>());
        await history.BeginAsync();

        string settings = new WorkerSettings(
            folder.FullName, database, connectionString, emulator.ClientId, emulator.ClientSecret, options.Replaced, options.MostStorePause, gate.Servers, tenants).Write();
        using var workers = new WorkerPool((name, seed) => WorkerProcess.Start(settings, name, seed, byKey, ledger, checks, secrets));
        workers.Start(options.Processes, dice);
        var people = new People(services, emulator, gate, ledger);
        foreach (Tenant tenant in tenants)
        {
            await people.ConnectAsync(dice.Pick(workers.Workers), tenant, tenant.Home, OrganizationChange.Ask);
        }

        await people.WaitForAllAsync();
        await Task.WhenAll(workers.Workers.Select(worker => worker.WaitAsync()));
        using var prober = new Prober(emulator, emulator.Users.ToDictionary(user => user.Email, user => user.DataCenter, StringComparer.Ordinal));
        var deck = new FaultDeck(emulator, gate, trap.Address, dice);
        var story = new Story(ledger, byKey);
        var audit = new Audit(emulator, history, ledger, checks, clock, story);
        bool HasSeenFaultsAndRefreshes()
        {
            IReadOnlyList<EmulatorRequest> requests = emulator.Requests; // not the audit's counters, which another thread writes
            return !ledger.StoreFaults.IsEmpty && requests.Any(request => request.Fault is not null) && requests.Any(JournalReader.IsRefreshed);
        }

        IPlayer player = options.IsRace
            ? new RacePlayer(emulator, clock, people, tenants, workers, dice)
            : new Player(emulator, clock, deck, people, store, tenants, workers, HasSeenFaultsAndRefreshes, options.Crowds, dice);

        long start = TimeProvider.System.GetTimestamp();
        void Say(string what) => Console.WriteLine($"after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s: {what}");
        using var stop = new CancellationTokenSource();
        Task auditing = AuditAsync(audit, stop.Token);
        await player.PlayAsync(options.Duration);
        deck.Clear();
        await stop.CancelAsync();
        await auditing;
        Say("played");

        await new Settlement(services, ledger, checks, prober, people, tenants, workers).SettleAsync(player.Advance);
        Say("settled");
        await Task.WhenAll(workers.Workers.Select(worker => worker.StopAsync()));
        await audit.LookAsync(isLast: true);
        Say("stopped");
        player.Advance(TimeSpan.FromMinutes(11)); // for the probes, which count too
        LogLines logs = await LogLines.ReadAsync(folder.FullName);
        var grants = new GrantAudit(audit, story, ledger, checks, prober, logs, byKey, options.Replaced);
        await grants.CheckAsync();
        audit.CheckCalls(new StaleUse(story, ledger, clock, logs, checks.Stale));
        checks.Strangers.That(trap.Caught == 0, () => $"{trap.Caught} connections to the trap");
        await secrets.CheckAsync(folder.FullName, checks.Secrets);
        new Report(options, checks, audit, grants, gate, ledger, player, people, workers).Write(Console.Out);
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

    private static Tenant TenantAt(int index) => new(
        string.Create(CultureInfo.InvariantCulture, $"tenant-{index}"),
        string.Create(CultureInfo.InvariantCulture, $"user-{index / 2}@example.com"),
        string.Create(CultureInfo.InvariantCulture, $"{700_000_000 + index}"),
        string.Create(CultureInfo.InvariantCulture, $"{800_000_000 + index}"));

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
                user.Key, user.Key, DataCenters[index % DataCenters.Length], [.. user.SelectMany(tenant => new[]
                {
                    new EmulatorOrganization(tenant.Home, $"{tenant.Key} home"),
                    new EmulatorOrganization(tenant.Away, $"{tenant.Key} away"),
                })]));
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
