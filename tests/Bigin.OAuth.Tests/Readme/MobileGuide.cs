using System.Security.Claims;
using Invoices;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/mobile.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class MobileGuide
{
    internal static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken(); // or JWT: what the app signs in with today
        builder.Services.AddAuthorization();
    }

    internal static void Map(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapBiginForApps("com.example.invoices:/bigin");

        if (app.Environment.IsDevelopment())
        {
            // Only to try it: anyone who asks gets a token.
            app.MapGet("/token", (string user, string tenant) => Results.SignIn(new ClaimsPrincipal(
                new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user), new Claim("tenant", tenant)], "trial"))));
        }
    }
}
