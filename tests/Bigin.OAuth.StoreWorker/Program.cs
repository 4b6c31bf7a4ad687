// One of several processes that share a store. Each line that it reads orders something, its words between tabs, and is answered with one line when it is done:
//   DATABASE share ADDITIONS
//   DATABASE refresh ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD CALLERS
//   DATABASE repeat ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD
//   DATABASE import ACCOUNTS_SERVER CLIENT_ID CLIENT_SECRET SECONDS_AHEAD REFRESH_TOKEN
// DATABASE is: sqlite|postgres CONNECTION_STRING KEY_RING_FOLDER. Nothing but the code that is loaded is left of an order when the next one comes, and the end of the
// input is the end of the process.
using System.Text.Json;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

if (JsonSerializer.IsReflectionEnabledByDefault)
{
    throw new InvalidOperationException("What the store writes as JSON has to do without reflection, which this program has to switch off.");
}

while (await Console.In.ReadLineAsync() is { } order)
{
    string[] words = order.Split('\t');
    IServiceCollection services = Register(words);
    string answer = words[3] switch
    {
        "share" => await ShareMode.RunAsync(services, words[4..]),
        "refresh" => await RefreshMode.RunAsync(services, words[4..]),
        "import" => await RefreshMode.ImportAsync(services, words[4..]),
        _ => await RefreshMode.RepeatAsync(services, words[4..]),
    };
    if (words[0] == "sqlite")
    {
        using var connection = new SqliteConnection(words[1]);
        SqliteConnection.ClearPool(connection);
    }

    NpgsqlConnection.ClearAllPools();
    Console.WriteLine(answer);
}

static IServiceCollection Register(string[] words)
{
    var services = new ServiceCollection();
    services.AddLogging();
    services.AddDataProtection().SetApplicationName("StoreWorker").PersistKeysToFileSystem(new DirectoryInfo(words[2]));
    services.AddDbContextFactory<BiginConnectionsDbContext>(options => _ = words[0] == "sqlite" ? options.UseSqlite(words[1]) : options.UseNpgsql(words[1]));
    services.AddBiginOAuth(_ => { }).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
    return services;
}
