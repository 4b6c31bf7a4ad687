using Bigin.OAuth.Tests.AspNetCore;
using Bigin.OAuth.Tests.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>What hosts say that are set up in a wrong way.</summary>
internal static class StartFailures
{
    /// <summary>Gets every message of hosts with one mistake each.</summary>
    internal static async Task<IReadOnlyList<string>> ProduceAsync()
    {
        var messages = new List<string>();
        foreach (OptionsFlaw flaw in OptionsFlaws.All)
        {
            Add(messages, () => _ = Client.Builder(flaw.Break));
        }

        Add(messages, () => _ = Client.Builder(options => options.ClientType = BiginClientType.SelfClient));
        Add(messages, () => Hosts.Bind(("AllowedDataCentres:0", "eu")));
        Add(messages, () => Hosts.Bind(("Scopes", "ZohoBigin.org.READ")));
        await AddAsync(messages, () => Hosts.StartAsync(
            services => services.AddBiginOAuth(Hosts.Section(("RedirectUri", "https://app.example.com/callback"))).AddInteractive()));
        await AddMapsAsync(messages);
        return messages;
    }

    private static async Task AddMapsAsync(List<string> messages)
    {
        await using WebApplication empty = Build(services => services.AddDataProtection().UseEphemeralDataProtectionProvider());
        await using WebApplication unprotected = Build(AddClient);
        await using WebApplication app = Build(AddAll);
        await using WebApplication crowded = Build(services =>
        {
            AddAll(services);
            services.Configure<BiginOAuthOptions>(
                options => Enumerable.Range(0, 400).ToList().ForEach(i => options.Scopes.Add($"ZohoBigin.modules.contacts.READ{i}")));
        });
        await using WebApplication secretless = Build(services =>
        {
            AddAll(services);
            services.Configure<BiginOAuthOptions>(options => options.ClientSecret = null);
        });
        foreach (WebApplication mapped in new[] { empty, unprotected, crowded, secretless, app, app })
        {
            Add(messages, () => mapped.MapBiginOAuth(options => options.ConnectionKey = _ => new("key")));
        }

        Add(messages, () => app.MapBiginOAuth(_ => { }));
        Add(messages, () => app.MapBiginOAuth(
            options => (options.ConnectionKey, options.ConnectPath) = (_ => new("key"), "/bigin/callback")));
        Add(messages, () => app.MapBiginOAuth(
            options => (options.ConnectionKey, options.ConnectPath, options.CallbackPath) = (_ => new("key"), "/a", "/b")));
    }

    private static WebApplication Build(Action<IServiceCollection> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        configure(builder.Services);
        return builder.Build();
    }

    private static void AddAll(IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        AddClient(services);
    }

    private static void AddClient(IServiceCollection services) => services.AddBiginOAuth(options =>
    {
        options.ClientId = Client.Id;
        options.ClientSecret = Client.Secret;
        options.RedirectUri = new Uri(WebHost.RedirectUri);
        options.Scopes.Add(BiginScopes.Org.Read);
    });

    private static void Add(List<string> messages, Action start)
    {
        try
        {
            start();
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            messages.AddRange(Read(exception));
        }
    }

    private static async Task AddAsync(List<string> messages, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (OptionsValidationException exception)
        {
            messages.AddRange(Read(exception));
        }
    }

    private static IEnumerable<string> Read(Exception exception) =>
        exception is OptionsValidationException options ? options.Failures : [exception.Message];
}
