using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/tenant-hosts.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class TenantHostsGuide
{
    internal static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddAuthorization();
    }

    internal static void AddServicesWithOneSignIn(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options => options.Cookie.Domain = "example.com"); // or single sign-on
        builder.Services.AddAuthorization();
    }

    internal static void MapARedirectUriForEachTenant(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();

        Dictionary<string, Uri> sites = app.Configuration.GetSection("Sites").Get<Dictionary<string, Uri>>()!;
        app.MapBiginOAuth(endpoints =>
        {
            endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant"));
            endpoints.AuthorizeKey = (context, key) => new(context.Request.Host.Host == sites[key].Host);
            endpoints.ConfigureLink = (context, link) =>
                new(link.WithRedirectUri(new Uri(sites[context.User.FindFirstValue("tenant")!], "/bigin/callback")));
        }).RequireAuthorization();
        MapSignIn(app);
    }

    internal static void MapOneRedirectUri(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();

        Dictionary<string, Uri> sites = app.Configuration.GetSection("Sites").Get<Dictionary<string, Uri>>()!;
        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant")))
            .RequireAuthorization();

        // A page and not a redirect: the consent is a form, and browsers may stop its redirects at a third origin.
        app.MapGet("/back", (ClaimsPrincipal user) => Results.Content(
            $"""<!doctype html><title>Back</title><meta http-equiv="refresh" content="0; url={new Uri(sites[user.FindFirstValue("tenant")!], "/settings")}">""",
            "text/html")).RequireAuthorization();
        MapSignIn(app);
    }

    private static void MapSignIn(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            // Only to try it: anyone who asks is signed in.
            app.MapGet("/sign-in", (string tenant) => Results.SignIn(new ClaimsPrincipal(
                new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "user-7"), new Claim("tenant", tenant)], "trial"))));
        }
    }
}
