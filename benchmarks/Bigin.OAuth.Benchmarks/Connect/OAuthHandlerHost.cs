using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>A host that connects with ASP.NET Core's own <c>OAuthHandler</c>, and keeps the tokens in a cookie or where it is told to.</summary>
internal static class OAuthHandlerHost
{
    internal const string ConnectPath = "/connect";

    private const string Scheme = "Bigin";

    internal static Task<WebApplication> StartAsync(BiginEmulator emulator, Func<OAuthCreatingTicketContext, Task>? saveTokens = null)
    {
        Uri accountsServer = emulator.DataCenters[0].AccountsServer;
        return ConnectHost.StartAsync(
            builder => builder.Services
                .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                .AddCookie()
                .AddOAuth(Scheme, options =>
                {
                    options.ClientId = emulator.ClientId;
                    options.ClientSecret = emulator.ClientSecret;
                    options.AuthorizationEndpoint = new Uri(accountsServer, "/oauth/v2/auth").OriginalString;
                    options.TokenEndpoint = new Uri(accountsServer, "/oauth/v2/token").OriginalString;
                    options.CallbackPath = "/callback";
                    options.Scope.Add(WholeConnect.Scope);
                    options.AdditionalAuthorizationParameters["access_type"] = "offline";
                    options.AdditionalAuthorizationParameters["prompt"] = "consent";
                    options.SaveTokens = saveTokens is null;
                    options.Events.OnCreatingTicket = saveTokens ?? options.Events.OnCreatingTicket;
                    options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // http on a loopback port
                    options.CorrelationCookie.SameSite = SameSiteMode.Lax;
                }),
            app =>
            {
                app.UseAuthentication();
                app.MapGet(ConnectPath, () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]));
            });
    }
}
