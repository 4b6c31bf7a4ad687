using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bigin.OAuth;
using Microsoft.Extensions.DependencyInjection;

/// <summary>Many callers that want the access token of one connection at the same moment as those of other processes.</summary>
internal static class RefreshMode
{
    /// <param name="services">With the store.</param>
    /// <param name="arguments">The accounts server, client id, client secret, number of callers.</param>
    internal static async Task RunAsync(IServiceCollection services, string[] arguments)
    {
        services.Configure<BiginOAuthOptions>(options =>
        {
            (options.ClientId, options.ClientSecret, options.RedirectUri) = (arguments[1], arguments[2], new Uri("http://localhost:5999/bigin/callback"));
            options.Scopes.Add(BiginScopes.Org.Read);
            options.DataCenters[0] = new DataCenter("us", new Uri(arguments[0]), new Uri(arguments[0]));
        });
        await using ServiceProvider provider = services.BuildServiceProvider();
        BiginConnections connections = provider.GetRequiredService<BiginConnections>();
        _ = await connections.FindAsync("tenant-42"); // everything is loaded before the start is given

        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, int.Parse(arguments[3], CultureInfo.InvariantCulture))
            .Select(_ => Task.Run(() => connections.GetAccessTokenAsync("tenant-42").AsTask())));

        // Never the token itself.
        Console.WriteLine(string.Join(' ', tokens.Select(token => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())))).Distinct()));
    }
}
