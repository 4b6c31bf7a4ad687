using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of README.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class QuickStart
{
    internal static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection();
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"));
    }

    internal static void Map(WebApplication app)
    {
        app.UseAuthorization();
        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant")))
            .RequireAuthorization();

        app.MapGet("/organization", async (ClaimsPrincipal user, BiginConnections connections) =>
        {
            using HttpClient bigin = connections.CreateClient(user.FindFirstValue("tenant")!); // addresses are relative to /bigin/v2/
            return Results.Text(await bigin.GetStringAsync("org"), "application/json");
        }).RequireAuthorization();

        app.MapPost("/disconnect", async (ClaimsPrincipal user, BiginConnections connections) =>
        {
            DisconnectResult disconnect = await connections.DisconnectAsync(user.FindFirstValue("tenant")!);
            return disconnect.Match(
                disconnected: _ => Results.Text("Disconnected, and revoked at Bigin."),
                notConnected: _ => Results.Text("There was no connection."),
                failed: it => Results.Text($"Still connected: {it.Error.Kind}. Try again later."));
        }).RequireAuthorization(); // and antiforgery, as for every form of yours
    }

    internal static async Task<string> WithTokensAsync(BiginTokenClient tokenClient, AuthorizationResult authorizationResult, CancellationToken cancellationToken)
    {
        TokenResponse response = await tokenClient.ExchangeAsync(authorizationResult, cancellationToken);
        if (response is BiginTokens { RefreshToken: { } refreshToken } tokens)
        {
            response = await tokenClient.RefreshAsync(refreshToken, tokens.DataCenter, cancellationToken);
            RevocationResponse revocation = await tokenClient.RevokeAsync(refreshToken, tokens.DataCenter, cancellationToken);
        }

        return response.Match(
            issued: it => $"until {it.ExpiresAt:T} at {it.ApiServer}",
            failed: error => error.IsTransient ? "Try again later." : error.Hint);
    }

    [SuppressMessage("Performance", "CA1859", Justification = "A reader meets the type that Parse returns.")]
    internal static async Task<RedirectResponse> WithoutContainerAsync(Func<Uri, Task<Uri>> browser, Action<BiginOAuthOptions> more)
    {
        var options = new BiginOAuthOptions
        {
            ClientId = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0",
            RedirectUri = new Uri("http://localhost:5999/callback"),
            Scopes = { BiginScopes.Org.Read, BiginScopes.Modules.Contacts.Read },
        };
        more(options);

        AuthorizationRequest request = new AuthorizationUrlBuilder(options).Build();
        Uri redirect = await browser(request.Url);
        RedirectResponse response = new RedirectResponseParser(options).Parse(redirect, request.Pending);
        return response;
    }

    internal static async Task ChangeTheEmulatorAsync(Uri link)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options =>
        {
            options.ClientName = "Invoices";
            options.RedirectUris.Add("https://app.example.com/bigin/callback");
            options.Users.Add(new EmulatorUser("me@example.com", "Me", "jp", new EmulatorOrganization("42", "My company")));
            options.RejectionCarries = RejectionParameters.None;
        });
        await emulator.AcceptAsync(new UriBuilder(link) { Port = emulator.DataCenters[0].AccountsServer.Port }.Uri, "me@example.com");

        emulator.Requests.Should().ContainSingle(request => request.Outcome == "code issued");

        emulator.Clock.Stop();
        emulator.Clock.Advance(TimeSpan.FromSeconds(61));
    }

    internal static async Task TestOfflineAsync(IServiceCollection services, Action<BiginOAuthOptions> configure)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        services.AddBiginOAuth(configure).UseEmulator(emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        AuthorizationRequest request = provider.GetRequiredService<AuthorizationUrlBuilder>().Build();
        Uri redirect = await emulator.AcceptAsync(request.Url, user: "three@example.com", organization: "Birch Bicycles");
        RedirectResponse response = provider.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);

        var connections = provider.GetRequiredService<BiginConnections>();
        ConnectResult connect = await connections.ConnectAsync("tenant-42", (AuthorizationResult)response);
        emulator.Clock.Advance(TimeSpan.FromDays(1)); // the next call needs a new access token, and gets one
        string organization = await connections.CreateClient("tenant-42").GetStringAsync("org");

        connect.Should().BeOfType<Connected>();
        organization.Should().Contain("Birch Bicycles");
    }
}
