using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

/// <summary>Hosts with nothing in them but the registration.</summary>
internal static class Hosts
{
    internal static async Task StartAsync(Action<IServiceCollection> register)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        register(builder.Services);
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }

    internal static IConfigurationSection Section(params (string Key, string? Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Bigin:ClientId"] = Client.Id,
            ["Bigin:RedirectUri"] = Client.RedirectUri.OriginalString,
            ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
        };
        foreach ((string key, string? value) in settings)
        {
            all[$"Bigin:{key}"] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build().GetSection("Bigin");
    }

    internal static BiginOAuthOptions Bind(params (string Key, string? Value)[] settings)
    {
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(Section(settings)).Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
    }
}
