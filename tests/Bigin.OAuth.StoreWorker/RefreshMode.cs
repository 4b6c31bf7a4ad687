using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bigin.OAuth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

/// <summary>Callers that want the access token of one connection: many at the same moment as those of other processes, or one again and again.</summary>
internal static class RefreshMode
{
    private const string Key = "tenant-42";

    // Longer than a token lives, and than the time in which refreshes are counted.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(61);

    /// <param name="services">With the store.</param>
    /// <param name="arguments">The accounts server, client id, client secret, seconds that the clock is ahead, number of callers.</param>
    /// <returns>The hash of each token that callers were given, never the token itself.</returns>
    internal static async Task<string> RunAsync(IServiceCollection services, string[] arguments)
    {
        await using ServiceProvider provider = Build(services, arguments, out _);
        BiginConnections connections = provider.GetRequiredService<BiginConnections>();
        _ = await connections.FindAsync(Key); // everything is loaded before the start is given

        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, int.Parse(arguments[4], CultureInfo.InvariantCulture))
            .Select(_ => Task.Run(() => connections.GetAccessTokenAsync(Key).AsTask())));

        return string.Join(' ', tokens.Select(token => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())))).Distinct());
    }

    /// <summary>Refreshes once, says that it is ready, and goes on refreshing until the process is killed.</summary>
    /// <param name="services">With the store.</param>
    /// <param name="arguments">The accounts server, client id, client secret, seconds that the clock is ahead.</param>
    /// <returns>Never.</returns>
    internal static async Task<string> RepeatAsync(IServiceCollection services, string[] arguments)
    {
        await using ServiceProvider provider = Build(services, arguments, out ShiftedClock clock);
        BiginConnections connections = provider.GetRequiredService<BiginConnections>();
        await connections.GetAccessTokenAsync(Key);
        Console.WriteLine("ready");
        while (true)
        {
            clock.Ahead += Step;
            await connections.GetAccessTokenAsync(Key);
        }
    }

    /// <summary>Imports a refresh token.</summary>
    /// <param name="services">With the store.</param>
    /// <param name="arguments">The accounts server, client id, client secret, seconds that the clock is ahead, the refresh token.</param>
    /// <returns>The type of the result.</returns>
    internal static async Task<string> ImportAsync(IServiceCollection services, string[] arguments)
    {
        await using ServiceProvider provider = Build(services, arguments, out _);
        BiginOAuthOptions options = provider.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
        ConnectResult result = await provider.GetRequiredService<BiginConnections>().ImportAsync(Key, new RefreshToken(arguments[4]), options.FindDataCenter("us")!);
        return result.GetType().Name;
    }

    private static ServiceProvider Build(IServiceCollection services, string[] arguments, out ShiftedClock clock)
    {
        services.Configure<BiginOAuthOptions>(options =>
        {
            (options.ClientId, options.ClientSecret, options.RedirectUri) = (arguments[1], arguments[2], new Uri("http://localhost:5999/bigin/callback"));
            options.Scopes.Add(BiginScopes.Org.Read);
            options.DataCenters[0] = new DataCenter("us", new Uri(arguments[0]), new Uri(arguments[0]));
        });
        clock = new ShiftedClock(TimeSpan.FromSeconds(int.Parse(arguments[3], CultureInfo.InvariantCulture)));
        services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, clock);
        return services.BuildServiceProvider();
    }
}
