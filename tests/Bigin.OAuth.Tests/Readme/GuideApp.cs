using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>An application as a guide makes it, on Kestrel, connected to an emulator.</summary>
internal sealed class GuideApp : IAsyncDisposable
{
    private GuideApp(WebApplication app, RecordedLogs logs) => (App, Logs) = (app, logs);

    internal WebApplication App { get; }

    internal RecordedLogs Logs { get; }

    internal Uri Address => new(App.Urls.Single());

    internal BiginConnections Connections => App.Services.GetRequiredService<BiginConnections>();

    internal static async Task<GuideApp> StartAsync(
        BiginEmulator emulator, Action<WebApplicationBuilder> addServices, Action<WebApplication> map, params (string Name, string Value)[] settings)
    {
        var logs = new RecordedLogs();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Bigin:RedirectUri"] = "http://localhost:5999/bigin/callback",
            ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
            ["Bigin:ForceConsent"] = "true",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(it => new KeyValuePair<string, string?>(it.Name, it.Value)));
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddDataProtection();
        addServices(builder);
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).UseEmulator(emulator);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        return new GuideApp(app, logs);
    }

    /// <summary>Opens a browser, which keeps the cookies of each host name and sends no token.</summary>
    internal GuideBrowser Browse() => new(Address);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
