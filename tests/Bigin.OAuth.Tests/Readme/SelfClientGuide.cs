using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/self-client.md.</summary>
internal static class SelfClientGuide
{
    internal static async Task<string> ConnectAsync(SelfClientCodeParser selfClientCodes, BiginConnections connections)
    {
        string text = await File.ReadAllTextAsync("self_client.json");
        SelfClientCodeResult read = selfClientCodes.Parse(text, DataCenter.Europe); // the console was api-console.zoho.eu
        string outcome = await read.Match(
            accepted: async code => (await connections.ConnectAsync("default", code)).Match(
                connected: it => $"Connected to {it.Connection.Organization?.Name}.",
                failed: it => it.Error.Hint,
                refreshTokenMissing: _ => "Bigin sent no refresh token.",
                differentOrganization: it => $"This key is connected to {it.Current.Organization?.Name}. Nothing was changed."),
            rejected: rejection => Task.FromResult(rejection.Message));
        return outcome;
    }

    internal static async Task<ConnectResult> ImportAsync(BiginOAuthOptions options, BiginConnections connections, string refreshToken)
    {
        DataCenter dataCenter = options.FindDataCenterByServer(new Uri("https://www.zohoapis.eu")) // or options.FindDataCenter("eu")
            ?? throw new InvalidOperationException("No data center has this server.");
        ConnectResult result = await connections.ImportAsync("default", new RefreshToken(refreshToken), dataCenter);
        return result;
    }

    internal static void Configure(IHostApplicationBuilder builder)
    {
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"))
            .UseConfiguredConnections(builder.Configuration.GetSection("Bigin:Connections"));
    }

    internal static async Task FromTheEnvironmentAsync()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddDataProtection().SetApplicationName("bigin-sync").PersistKeysToFileSystem(new DirectoryInfo("keys"));
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(database => database.UseSqlite("Data Source=bigin.db"));
        builder.Services.AddBiginOAuth(options =>
        {
            options.ClientType = BiginClientType.SelfClient;
            options.ClientId = Environment.GetEnvironmentVariable("ZOHO_CLIENT_ID") ?? "";
            options.ClientSecret = Environment.GetEnvironmentVariable("ZOHO_CLIENT_SECRET");
        }).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        using IHost host = builder.Build();
        var token = new RefreshToken(Environment.GetEnvironmentVariable("ZOHO_REFRESH_TOKEN") ?? throw new InvalidOperationException("ZOHO_REFRESH_TOKEN isn't set."));
        ConnectResult result = await host.Services.GetRequiredService<BiginConnections>().ImportAsync("default", token, DataCenter.Europe);
        Console.WriteLine(result is ConnectFailed { Error: var error } ? error.Hint : "Connected.");
    }
}
