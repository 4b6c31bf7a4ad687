// Endpoints, a database and the emulator in one application, which then connects to itself over HTTP.
using System.Net;
using Bigin.OAuth;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

await using BiginEmulator emulator = await BiginEmulator.StartAsync();

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Configuration["Bigin:RedirectUri"] = "http://localhost:5999/bigin/callback";
builder.Configuration["Bigin:Scopes:0"] = "ZohoBigin.org.READ";
builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("keys"));
builder.Services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite("Data Source=bigin.db"));
builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).PersistConnectionsToDbContext<BiginConnectionsDbContext>().UseEmulator(emulator);

await using WebApplication app = builder.Build();
app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new("tenant"));
app.MapGet("/organization", async (BiginConnections connections) =>
{
    using HttpClient bigin = connections.CreateClient("tenant");
    return Results.Text(await bigin.GetStringAsync("org"), "application/json");
});
await app.StartAsync();

var address = new Uri(app.Urls.Single());
using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
HttpResponseMessage start = await browser.GetAsync(new Uri(address, "/bigin/connect?returnUrl=/settings"));
Uri redirect = await emulator.AcceptAsync(start.Headers.Location!, "one@example.com");
HttpResponseMessage end = await browser.GetAsync(new Uri(address, redirect.PathAndQuery));
string organization = await browser.GetStringAsync(new Uri(address, "/organization"));
await app.StopAsync();

Console.WriteLine($"{(int)end.StatusCode} to {end.Headers.Location}");
return end.Headers.Location?.OriginalString == "/settings" && organization.Contains("Acorn Books", StringComparison.Ordinal) && File.Exists("bigin.db") ? 0 : 1;
