using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>A host that connects with Bigin.OAuth, a new key each time, and keeps its connections in a SQLite file.</summary>
internal static class BiginHost
{
    internal const string ConnectPath = "/bigin/connect";

    private const string Cookie = "pending";

    private const string CallbackPath = "/bigin/callback";

    internal static Task<WebApplication> StartAsync(BiginEmulator emulator, string database) => ConnectHost.StartAsync(
        builder =>
        {
            builder.Services.AddBiginOAuth(options =>
            {
                options.RedirectUri = new Uri("http://localhost:5999" + CallbackPath); // the visitor takes the path to the port that the host has
                options.Scopes.Add(WholeConnect.Scope);
                options.ForceConsent = true;
            }).UseEmulator(emulator).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
            builder.Services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={database}"));
        },
        Map);

    private static void Map(WebApplication app)
    {
        int connections = 0;
        app.MapGet(ConnectPath, (HttpContext context, AuthorizationUrlBuilder links, IDataProtectionProvider keys) =>
        {
            AuthorizationRequest request = links.Build();
            string pending = keys.CreateProtector(Cookie).Protect(request.Pending.ToJson());
            context.Response.Cookies.Append(Cookie, pending, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });
            return Results.Redirect(request.Url.OriginalString);
        });
        app.MapGet(CallbackPath, async (HttpContext context, RedirectResponseParser parser, BiginConnections bigin, IDataProtectionProvider keys) =>
        {
            context.Response.Cookies.Delete(Cookie);
            var pending = PendingAuthorization.FromJson(keys.CreateProtector(Cookie).Unprotect(context.Request.Cookies[Cookie]!));
            return parser.Parse(context.Request.QueryString.Value, pending) is AuthorizationResult result
                && await bigin.ConnectAsync($"tenant-{Interlocked.Increment(ref connections)}", result) is Connected
                    ? Results.Redirect("/")
                    : Results.BadRequest();
        });
    }
}
