using System.Diagnostics.CodeAnalysis;
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
        builder.Services.AddDistributedMemoryCache().AddSession();
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"));
    }

    internal static void Map(WebApplication app)
    {
        app.UseSession();

        app.MapGet("/connect", (AuthorizationUrlBuilder links, HttpContext http) =>
        {
            AuthorizationRequest request = links.Build();
            http.Session.SetString("bigin", request.Pending.ToJson());
            return Results.Redirect(request.Url.AbsoluteUri);
        });

        app.MapGet("/bigin/callback", (RedirectResponseParser parser, HttpContext http) =>
        {
            if (!PendingAuthorization.TryFromJson(http.Session.GetString("bigin"), out PendingAuthorization? pending))
            {
                return Results.BadRequest("This browser has no attempt open. Start again.");
            }

            return parser.Parse(http.Request.QueryString.Value, pending).Match(
                granted: result =>
                {
                    http.Session.Remove("bigin"); // one answer a link
                    return Results.Text($"Accepted. The code is for {result.AccountsServer} until {result.Code.ExpiresAt:T}.");
                },
                denied: _ => Results.Text("The user said no."),
                failed: failure => Results.Text(failure.IsNoOrganization ? "The user has no Bigin organization." : $"Bigin says {failure.Error}."),
                rejected: rejection => Results.BadRequest(rejection.Message));
        });
    }

    [SuppressMessage("Performance", "CA1859", Justification = "A reader meets the type that Parse returns.")]
    internal static async Task<RedirectResponse> WithoutContainerAsync(Func<Uri, Task<Uri>> browser, Action<BiginOAuthOptions> more)
    {
        var options = new BiginOAuthOptions
        {
            ClientId = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0",
            RedirectUri = new Uri("http://127.0.0.1:5999/callback"),
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

        response.Should().BeOfType<AuthorizationResult>().Which.Location.Should().Be("us");
    }
}
