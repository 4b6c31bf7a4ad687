// One of several processes that share a store: adds to one connection, again and again, as the others do at the same time.
//   Bigin.OAuth.StoreWorker sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER ADDITIONS
//   Bigin.OAuth.StoreWorker sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER refresh ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD CALLERS
//   Bigin.OAuth.StoreWorker sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER repeat ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD
// The first prints how often a lease was given to it while another process said that it held one, which must be never.
using System.Globalization;
using System.Text.Json;
using Bigin.OAuth;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

if (JsonSerializer.IsReflectionEnabledByDefault)
{
    throw new InvalidOperationException("What the store writes as JSON has to do without reflection, which this program has to switch off.");
}

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

// Without a lease: the one that loses looks again. Every addition counts, or a save was lost.
int additions = int.Parse(args[3], CultureInfo.InvariantCulture);
for (int added = 0; added < additions;)
{
    added += await AddAsync("counted") ? 1 : 0;
}

// With the lease: a save by its holder is refused only if another process had the lease too.
int overtaken = 0;
await store.TrySaveAsync(Next(null, "leased"), null);
for (int added = 0; added < additions;)
{
    IAsyncDisposable? lease = await store.TryLockAsync("leased", TimeSpan.FromMinutes(10));
    if (lease is null)
    {
        await Task.Delay(1); // its holder should have the processor
        continue;
    }

    await using (lease)
    {
        overtaken += await AddAsync("leased") ? 0 : 1;
        added++;
    }
}

Console.WriteLine(overtaken.ToString(CultureInfo.InvariantCulture));

async Task<bool> AddAsync(string key)
{
    StoredConnection? stored = await store.FindAsync(key);
    return await store.TrySaveAsync(Next(stored, key), stored?.ConcurrencyStamp);
}

// The organization's id counts the additions.
static StoredConnection Next(StoredConnection? stored, string key) => new()
{
    Key = key,
    DataCenter = "us",
    RefreshToken = "1000.refresh.refresh",
    OrganizationId = (int.Parse(stored?.OrganizationId ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
    ConnectedAt = DateTimeOffset.UnixEpoch,
};
