using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.FaultRun;

/// <summary>Registers the library as a host would, in the process that connects and in those that use the connections.</summary>
internal static class Library
{
    internal const string Sqlite = "sqlite";

    // Some answers are held back for longer than this, and none for almost as long.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    internal static BiginOAuthBuilder Add(IServiceCollection services, string folder, string database, string connectionString, FileLog log)
    {
        services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Trace)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Information)
            .AddProvider(log));
        services.AddDataProtection().SetApplicationName("FaultRun").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys")));
        services.AddDbContextFactory<BiginConnectionsDbContext>(options => _ = database == Sqlite
            ? options.UseSqlite(connectionString)
            : options.UseNpgsql(connectionString, npgsql => npgsql.EnableRetryOnFailure()));
        BiginOAuthBuilder builder = services.AddBiginOAuth(options =>
        {
            options.RedirectUri = new Uri("http://localhost:5999/bigin/callback");
            options.Scopes.Add(BiginScopes.Org.Read);
        });
        builder.TokenHttpClient.ConfigureHttpClient(http => http.Timeout = Patience);
        builder.ApiHttpClient.ConfigureHttpClient(http => http.Timeout = Patience);
        return builder.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
    }

    /// <summary>Puts a store that fails when it is told to before that of the database.</summary>
    internal static void BreakStore(IServiceCollection services, Dice dice, int mostPause, Action<string> say)
    {
        Type store = services.Last(service => service.ServiceType == typeof(IBiginConnectionStore)).ImplementationType!;
        services.AddSingleton(provider => new FaultyStore((IBiginConnectionStore)ActivatorUtilities.CreateInstance(provider, store), dice, mostPause, say));
        services.Replace(ServiceDescriptor.Singleton<IBiginConnectionStore>(provider => provider.GetRequiredService<FaultyStore>()));
    }
}
