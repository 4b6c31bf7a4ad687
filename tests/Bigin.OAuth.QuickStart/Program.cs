using Bigin.OAuth;
using Bigin.OAuth.Emulator;

await using BiginEmulator emulator = await BiginEmulator.StartAsync(); // an offline Bigin, for development

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddDataProtection();
builder.Services.AddBiginOAuth(options =>
{
    options.RedirectUri = new Uri("http://localhost:5050/bigin/callback");
    options.Scopes.Add(BiginScopes.Org.Read);
}).UseEmulator(emulator);

WebApplication app = builder.Build();
app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new("default"));
app.MapGet("/", async (BiginConnections connections) => await connections.FindAsync("default") is null
    ? Results.LocalRedirect("/bigin/connect")
    : Results.Text(await connections.CreateClient("default").GetStringAsync("org"), "application/json"));
app.Run("http://localhost:5050");
