using Bigin.OAuth;
using Bigin.OAuth.Emulator;
using Shop.Components;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
await using BiginEmulator emulator = await BiginEmulator.StartAsync(); // an offline Bigin, for development
builder.Services.AddDataProtection();
builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).UseEmulator(emulator);

WebApplication app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new("default")); // with sign-in: the tenant of context.User

app.MapGet("/api/bigin", async (BiginConnections connections) =>
{
    BiginConnection? connection = await connections.FindAsync("default"); // with sign-in: the tenant of the user
    return new { isConnected = connection is not null, organization = connection?.Organization?.Name };
});

app.Run();
