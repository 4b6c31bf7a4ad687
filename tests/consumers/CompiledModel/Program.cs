// Keeps a connection in a context whose model "dotnet ef dbcontext optimize" has compiled, which EF Core finds by itself.
using Bigin.OAuth;
using CompiledModel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddLogging();
services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("keys"));
services.AddPooledDbContextFactory<AppDbContext>(options => options.UseSqlite("Data Source=app.db"));
services.AddBiginOAuth(_ => { }).PersistConnectionsToDbContext<AppDbContext>();
await using ServiceProvider host = services.BuildServiceProvider();

await using (AppDbContext context = await host.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync())
{
    if (context.Model.GetType() == typeof(RuntimeModel))
    {
        Console.WriteLine("The model is built at run time.");
        return 1;
    }

    await context.Database.EnsureCreatedAsync();
}

IBiginConnectionStore store = host.GetRequiredService<IBiginConnectionStore>();
bool isSaved = await store.TrySaveAsync(Connection("one"), expectedStamp: null);
bool isSavedOver = await store.TrySaveAsync(Connection("two"), expectedStamp: "one");
StoredConnection? found = await store.FindAsync("tenant");
string? stamp = await store.FindStampAsync("tenant");
int listed = await store.ListAsync().CountAsync();
Console.WriteLine($"saved {isSaved}, saved over {isSavedOver}, found {found?.RefreshToken}, stamp {stamp}, listed {listed}");
return isSaved && isSavedOver && found?.RefreshToken == "1000.refresh" && stamp == "two" && listed == 1 ? 0 : 1;

static StoredConnection Connection(string stamp) => new()
{
    Key = "tenant",
    ConcurrencyStamp = stamp,
    DataCenter = "eu",
    RefreshToken = "1000.refresh",
    AccessToken = "1000.access",
    AccessTokenExpiresAt = DateTimeOffset.UnixEpoch,
    ConnectedAt = DateTimeOffset.UnixEpoch,
};
