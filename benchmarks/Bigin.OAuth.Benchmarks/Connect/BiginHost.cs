using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>A host that connects with Bigin.OAuth, a new key each time, and keeps its connections in a SQLite file, or in memory where none is named.</summary>
internal static class BiginHost
{
    internal const string ConnectPath = "/bigin/connect";

    private const string CallbackPath = "/bigin/callback";

    internal static Task<WebApplication> StartAsync(BiginEmulator emulator, string? database = null) => ConnectHost.StartAsync(
        builder =>
        {
            BiginOAuthBuilder bigin = builder.Services.AddBiginOAuth(options =>
            {
                options.RedirectUri = new Uri("http://localhost:5999" + CallbackPath); // the visitor takes the path to the port that the host has
                options.Scopes.Add(WholeConnect.Scope);
                options.ForceConsent = true;
            }).UseEmulator(emulator);
            if (database is not null)
            {
                bigin.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
                builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={database}"));
            }
        },
        Map);

    private static void Map(WebApplication app)
    {
        int connections = 0;
        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new($"tenant-{Interlocked.Increment(ref connections)}"));
    }
}
