// The endpoints with everything trimmed away that is not called, against the emulator that runs as a tool.
using Bigin.OAuth;
using Microsoft.AspNetCore.DataProtection;

using var person = new Person(args[0]);
const string redirectUri = "http://localhost:5999/bigin/callback";

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddBiginOAuth(options =>
{
    person.Configure(options);
    options.RedirectUri = new Uri(redirectUri);
});

await using WebApplication app = builder.Build();
app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new("tenant"));
await app.StartAsync();

var address = new Uri(app.Urls.Single());
HttpResponseMessage start = await person.GetAsync(new Uri(address, "/bigin/connect?returnUrl=/settings"));
Uri redirect = await person.AcceptAsync(start.Headers.Location!, redirectUri);
HttpResponseMessage end = await person.GetAsync(new Uri(address, redirect.PathAndQuery));
using HttpClient bigin = app.Services.GetRequiredService<BiginConnections>().CreateClient("tenant");
string organization = await bigin.GetStringAsync("org");
await app.StopAsync();

Console.WriteLine($"{(int)end.StatusCode} to {end.Headers.Location}");
return end.Headers.Location?.OriginalString == "/settings" && organization.Contains("Acorn Books", StringComparison.Ordinal) ? 0 : 1;
