// One of several processes that share a store: adds to one connection, again and again, as the others do at the same time.
//   Bigin.OAuth.StoreWorker sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER ADDITIONS
//   Bigin.OAuth.StoreWorker sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER refresh ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD CALLERS
//   Bigin.OAuth.StoreWorker sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER repeat ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD
// The first prints how often a lease was given to it while another process said that it held one, which must be never.
using System.Globalization;
using Bigin.OAuth;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddLogging();
services.AddDataProtection().SetApplicationName("StoreWorker").PersistKeysToFileSystem(new DirectoryInfo(args[2]));
services.AddDbContextFactory<BiginConnectionsDbContext>(options => _ = args[0] == "sqlite" ? options.UseSqlite(args[1]) : options.UseNpgsql(args[1]));
services.AddBiginOAuth(_ => { }).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
if (args[3] == "refresh")
{
    await RefreshMode.RunAsync(services, args[4..]);
    return;
}

if (args[3] == "repeat")
{
    await RefreshMode.RepeatAsync(services, args[4..]);
    return;
}

await using ServiceProvider provider = services.BuildServiceProvider();
IBiginConnectionStore store = provider.GetRequiredService<IBiginConnectionStore>();

// Without a lease: whoever loses looks again. Every addition counts, or a save was lost.
int additions = int.Parse(args[3], CultureInfo.InvariantCulture);
for (int added = 0; added < additions;)
{
    if (await store.TrySaveAsync(Next(await store.FindAsync("counted"), "counted")))
    {
        added++;
    }
}

// With the lease: a save by its holder is refused only if somebody else had the lease too.
int overtaken = 0;
await store.TrySaveAsync(Next(null, "leased"));
for (int added = 0; added < additions;)
{
    IAsyncDisposable? lease = await store.TryLockAsync("leased", TimeSpan.FromMinutes(10));
    if (lease is null)
    {
        await Task.Delay(1); // whoever holds it should have the processor
        continue;
    }

    await using (lease)
    {
        overtaken += await store.TrySaveAsync(Next(await store.FindAsync("leased"), "leased")) ? 0 : 1;
        added++;
    }
}

Console.WriteLine(overtaken.ToString(CultureInfo.InvariantCulture));

static StoredConnection Next(StoredConnection? stored, string key) => new()
{
    Key = key,
    Version = (stored?.Version ?? 0) + 1,
    DataCenter = "us",
    RefreshToken = "1000.refresh.refresh",
    ConnectedAt = DateTimeOffset.UnixEpoch,
};
