using Bigin.OAuth;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using ConnectBigin;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
IConfigurationSection bigin = builder.Configuration.GetSection("Bigin");

// What outlives a restart: the connection in a SQLite file, encrypted, and the keys that decrypt it.
DirectoryInfo data = Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, builder.Configuration["Data"] ?? "data"));
builder.Services.AddDbContext<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(data.FullName, "bigin.db")}"));
builder.Services.AddDataProtection().SetApplicationName("ConnectBigin").PersistKeysToFileSystem(data.CreateSubdirectory("keys"));

BiginOAuthBuilder client = builder.Services.AddBiginOAuth(bigin).PersistConnectionsToDbContext<BiginConnectionsDbContext>();

// Without a client id of your own the sample connects to an emulator, and no account is needed.
await using BiginEmulator? emulator = string.IsNullOrEmpty(bigin[nameof(BiginOAuthOptions.ClientId)])
    ? await BiginEmulator.StartAsync(options => options.ClientName = "Connect Bigin sample")
    : null;
if (emulator is not null)
{
    client.UseEmulator(emulator);
}

builder.Services.AddRazorPages();
builder.Services.AddSingleton<PendingCookie>();

WebApplication app = builder.Build();
app.UseExceptionHandler("/error");
app.Use(SafeHeaders.AddAsync);
app.UseStaticFiles();
app.MapRazorPages();

await app.StartAsync();
Console.WriteLine($"""

    Connect Bigin is ready. Open  {string.Join(" ", app.Urls)}

    {(emulator is null
        ? "It connects to the real Bigin, with the client id of your configuration."
        : $"It connects to an emulator of Bigin; sign in as {string.Join(", ", emulator.Users)}.")}
    Press Ctrl+C to end it.

    """);
await app.WaitForShutdownAsync();
