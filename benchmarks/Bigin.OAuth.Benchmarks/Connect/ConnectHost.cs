using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>A host on a loopback port of its own, without logs, and with its key ring in memory.</summary>
internal static class ConnectHost
{
    internal static async Task<WebApplication> StartAsync(Action<WebApplicationBuilder> register, Action<WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        register(builder);
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        map(app);
        await app.StartAsync();
        return app;
    }
}
