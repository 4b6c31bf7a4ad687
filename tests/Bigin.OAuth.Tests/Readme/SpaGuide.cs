using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/spa.md, compiled and run. <c>Readme_code</c> compares the two.</summary>
internal static class SpaGuide
{
    internal static void AddServicesOfOneOrigin(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddAuthorization();
    }

    internal static void MapOneOrigin(WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant")))
            .RequireAuthorization();

        app.MapGet("/api/bigin", async (ClaimsPrincipal user, BiginConnections connections) =>
        {
            BiginConnection? connection = await connections.FindAsync(user.FindFirstValue("tenant")!);
            return new { isConnected = connection is not null, organization = connection?.Organization?.Name };
        }).RequireAuthorization();

        if (app.Environment.IsDevelopment())
        {
            // Only to try it: anyone who asks is signed in.
            app.MapGet("/sign-in", (string tenant) => Results.SignIn(new ClaimsPrincipal(
                new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "user-7"), new Claim("tenant", tenant)], "trial"))));
        }
    }

    internal static void AddServicesOfTwoOrigins(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme)
            .AddBearerToken() // or JWT: what the page signs in with today
            .AddCookie(); // for the connect endpoints only
        builder.Services.AddAuthorization();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(builder.Configuration["Page"]!) // the origin of the page: https://app.example.com
            .WithHeaders("Authorization")
            .AllowCredentials()));
    }

    internal static void MapTwoOrigins(WebApplication app)
    {
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapPost("/session", (ClaimsPrincipal user) => Results.SignIn(user, authenticationScheme: CookieAuthenticationDefaults.AuthenticationScheme))
            .RequireAuthorization();

        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant")))
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser());

        // A returnUrl is a path of this host. A page and not a redirect: the consent is a form, and browsers may stop its redirects at a third origin.
        app.MapGet("/back", () => Results.Content(
            $"""<!doctype html><title>Back</title><meta http-equiv="refresh" content="0; url={app.Configuration["Page"]}">""", "text/html"));

        if (app.Environment.IsDevelopment())
        {
            // Only to try it: anyone who asks gets a token.
            app.MapGet("/token", (string tenant) => Results.SignIn(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "user-7"), new Claim("tenant", tenant)], "trial")),
                authenticationScheme: BearerTokenDefaults.AuthenticationScheme));
        }
    }
}
