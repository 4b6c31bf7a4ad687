// Prints the organization of a connection in the settings. Without a client id it runs on the emulator.
// docs/self-client.md shows how to get a refresh token and where to set it.
using System.Text.Json;
using Bigin.OAuth;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Configuration.AddUserSecrets(typeof(Program).Assembly, optional: true);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Configuration["Bigin:ClientType"] ??= nameof(BiginClientType.SelfClient);
BiginOAuthBuilder bigin = builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"))
    .UseConfiguredConnections(builder.Configuration.GetSection("Bigin:Connections"));

await using BiginEmulator? emulator = builder.Configuration["Bigin:ClientId"] is null ? await BiginEmulator.StartAsync() : null;
if (emulator is not null)
{
    EmulatorClient selfClient = emulator.Clients.First(client => client.Type is EmulatorClientType.SelfClient);
    builder.Configuration["Bigin:Connections:default:RefreshToken"] = emulator.IssueRefreshToken("one@example.com", clientId: selfClient.Id).Reveal();
    builder.Configuration["Bigin:Connections:default:DataCenter"] = "us";
    bigin.UseEmulator(emulator);
}

using IHost host = builder.Build();
try
{
    await host.StartAsync(); // checks the settings
    using HttpClient client = host.Services.GetRequiredService<BiginConnections>().CreateClient("default");
    using JsonDocument response = JsonDocument.Parse(await client.GetStringAsync("org"));
    JsonElement organization = response.RootElement.GetProperty("org")[0];
    Console.WriteLine($"{organization.GetProperty("company_name")} ({organization.GetProperty("zgid")})");
    await host.StopAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or BiginConnectionException or HttpRequestException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
