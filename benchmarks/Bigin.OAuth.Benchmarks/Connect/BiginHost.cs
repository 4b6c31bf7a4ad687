using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>A host that connects with Bigin.OAuth, a new key each time, and keeps its connections where it is told to, or in memory.</summary>
internal static class BiginHost
{
    internal const string ConnectPath = "/bigin/connect";

    private const string CallbackPath = "/bigin/callback";

    internal static Task<WebApplication> StartAsync(BiginEmulator emulator, Action<BiginOAuthBuilder>? persist = null) => ConnectHost.StartAsync(
        builder =>
        {
            BiginOAuthBuilder bigin = builder.Services.AddBiginOAuth(options =>
            {
                options.RedirectUri = new Uri("http://localhost:5999" + CallbackPath); // the visitor takes the path to the port that the host has
                options.Scopes.Add(WholeConnect.Scope);
                options.ForceConsent = true;
            }).UseEmulator(emulator);
            persist?.Invoke(bigin);
        },
        Map);

    internal static void PersistInSqlite(BiginOAuthBuilder bigin, string database)
    {
        bigin.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        bigin.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={database}"));
    }

    private static void Map(WebApplication app)
    {
        int connections = 0;
        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new($"tenant-{Interlocked.Increment(ref connections)}"));
    }
}
