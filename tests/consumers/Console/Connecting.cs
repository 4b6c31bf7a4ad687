using Bigin.OAuth;
using Microsoft.Extensions.DependencyInjection;

/// <summary>The link, the redirect, the exchange, a refresh, a call and the end, against the emulator that runs as a tool.</summary>
internal static class Connecting
{
    private const string RedirectUri = "http://localhost:5999/callback";

    /// <summary>Connects, refreshes, calls Bigin, and disconnects.</summary>
    /// <returns>The kind of result, and what Bigin answered.</returns>
    internal static async Task<(string Result, string Organization)> RunAsync(string announcement)
    {
        using var person = new Person(announcement);
        var services = new ServiceCollection();
        services.AddBiginOAuth(options =>
        {
            person.Configure(options);
            options.RedirectUri = new Uri(RedirectUri);
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        AuthorizationRequest request = provider.GetRequiredService<AuthorizationUrlBuilder>().Build();
        Uri redirect = await person.AcceptAsync(request.Url, RedirectUri);
        RedirectResponse response = provider.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);
        BiginConnections connections = provider.GetRequiredService<BiginConnections>();
        string result = response is AuthorizationResult granted ? (await connections.ConnectAsync("tenant", granted)).GetType().Name : response.ToString()!;
        await connections.RefreshAsync("tenant");
        using HttpClient bigin = connections.CreateClient("tenant");
        string organization = await bigin.GetStringAsync("org");
        DisconnectResult end = await connections.DisconnectAsync("tenant");
        return (end is Disconnected ? result : end.GetType().Name, organization);
    }
}
