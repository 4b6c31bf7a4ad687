using Bigin.OAuth;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using ConnectBigin;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
IConfigurationSection bigin = builder.Configuration.GetSection("Bigin");

// Without a client id of your own the sample connects to an emulator, and no account is needed.
await using BiginEmulator? emulator = string.IsNullOrEmpty(bigin[nameof(BiginOAuthOptions.ClientId)])
    ? await BiginEmulator.StartAsync(options => (options.ClientName, options.CodesPerTenMinutes) = ("Connect Bigin sample", 1000)) // people try it again and again
    : null;

// What outlives a restart: connections in a SQLite file, encrypted, and the keys that decrypt them and the attempts under way. The emulator has
// a file of its own, for its connections do not work at the real Bigin, nor those of Bigin at the emulator.
DirectoryInfo data = Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, builder.Configuration["Data"] ?? "data"));
string database = Path.Combine(data.FullName, emulator is null ? "bigin.db" : "emulator.db");
builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={database}"));
builder.Services.AddDataProtection().SetApplicationName("ConnectBigin").PersistKeysToFileSystem(data.CreateSubdirectory("keys"));

// The key ring lies beside the database unencrypted, which will do for a demonstration, and Data Protection would warn of it. In production
// protect it by ProtectKeysWithCertificate or a vault, and leave the warning on.
builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

BiginOAuthBuilder client = builder.Services.AddBiginOAuth(bigin).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
if (emulator is not null)
{
    client.UseEmulator(emulator);
    builder.Services.AddSingleton(emulator); // the pages say who can sign in there
    builder.Services.AddHostedService<EarlierConnections>();
}

// A person waits for the answer, so not for as long as an HttpClient does by itself.
client.ApiHttpClient.ConfigureHttpClient(bigin => bigin.Timeout = builder.Configuration.GetValue("ApiTimeout", TimeSpan.FromSeconds(10)));

builder.Services.AddRazorPages();

// Strict, the default, would be kept back from the page to which people return from Bigin: it would set another, and the forms in their other tabs
// would be refused. Forms of other sites can't send a Lax one either.
builder.Services.AddAntiforgery(options => options.Cookie.SameSite = SameSiteMode.Lax);

WebApplication app = builder.Build();
app.UseExceptionHandler("/error");
app.UseStatusCodePagesWithReExecute("/error/{0}"); // an answer without a body would be an empty page
app.Use(SafeHeaders.AddAsync);
app.UseStaticFiles();
app.MapRazorPages();
app.MapBiginOAuth(endpoints =>
{
    endpoints.ConnectionKey = context => new(DemoTenant.Of(context)?.Key); // null, where there is no such tenant, is refused
    endpoints.Respond = ReturnFromBigin.RespondAsync;
    endpoints.Page = ConnectPages.Write;

    // Bigin sends a refresh token only when it asks for consent, so the settings have it always ask. Where that is turned off, the page that
    // says what is missing leads here, and the person can go on.
    endpoints.ConfigureLink = (context, link) => new(context.Request.Query["again"] == "true" ? link.WithForcedConsent() : link);
});

await app.StartAsync();
Console.WriteLine($"""

    Connect Bigin is ready. Open  {string.Join(" ", app.Urls)}

    {(emulator is null
        ? "It connects to the real Bigin, with the client id of your configuration."
        : $"It connects to an emulator of Bigin; sign in as {string.Join(", ", emulator.Users)}.")}
    Press Ctrl+C to end it.

    """);
await app.WaitForShutdownAsync();
