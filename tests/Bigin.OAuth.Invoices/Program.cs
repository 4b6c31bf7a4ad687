using System.Security.Claims;
using Bigin.OAuth;
using Microsoft.AspNetCore.Authentication.Cookies;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddDataProtection();
builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"));

WebApplication app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant")))
    .RequireAuthorization();

app.MapGet("/organization", async (ClaimsPrincipal user, BiginConnections connections) =>
{
    try
    {
        using HttpClient bigin = connections.CreateClient(user.FindFirstValue("tenant")!);
        return Results.Text(await bigin.GetStringAsync("org"), "application/json");
    }
    catch (BiginConnectionException exception) when (exception.Reason is ConnectionFailure.NotConnected or ConnectionFailure.NeedsConsent)
    {
        return Results.LocalRedirect("/bigin/connect?returnUrl=/organization");
    }
}).RequireAuthorization();

app.Run();
