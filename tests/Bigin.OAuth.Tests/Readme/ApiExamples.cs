using System.Security.Claims;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Invoices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using YourStore = Bigin.OAuth.Tests.Connections.WatchedStore;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The examples of the XML documentation, compiled. <see cref="Examples_of_the_documentation"/> compares the two.</summary>
internal static class ApiExamples
{
    internal static void AddByConfiguration(IServiceCollection services, IConfiguration configuration)
    {
        services.AddBiginOAuth(configuration.GetSection("Bigin"));
    }

    internal static void AddByCode(IServiceCollection services, string clientSecret)
    {
        services.AddBiginOAuth(options =>
        {
            options.ClientId = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0";
            options.ClientSecret = clientSecret;
            options.RedirectUri = new Uri("https://app.example.com/bigin/callback");
            options.Scopes.Add(BiginScopes.Org.Read);
        });
    }

    internal static void AddForWhatConfiguresLater(IServiceCollection services, BiginEmulator emulator)
    {
        services.AddBiginOAuth().UseEmulator(emulator);
    }

    internal static void AddWhatConnectionsNeed(IServiceCollection services, IConfiguration configuration)
    {
        services.AddBiginOAuth(configuration.GetSection("Bigin")).UseConnectionStore<YourStore>();

        services.AddSingleton<IBiginConnectionEvents, AskToConnectAgain>();
        services.AddHealthChecks().AddBiginConnections();
        services.AddHealthChecks().AddBiginConnections(tags: ["ready"]);

        services.AddHttpClient<Contacts>().AddBiginConnection("default");
        services.AddHttpClient<Contacts>().AddBiginConnection((provider, request) =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.User.FindFirstValue("tenant")!);
    }

    internal static async Task<ConnectResult> ConnectWithoutARedirect(
        SelfClientCodeParser selfClientCodes, BiginConnections connections, string text, string value)
    {
        SelfClientCodeResult result = selfClientCodes.Parse(text, DataCenter.Europe);
        ConnectResult connected = await result.Match(
            accepted: code => connections.ConnectAsync("default", code),
            rejected: rejection => throw new InvalidDataException(rejection.Message));

        ConnectResult imported = await connections.ImportAsync("tenant-42", new RefreshToken(value), DataCenter.India);

        return connected is Connected ? imported : connected;
    }

    internal static void TakeFromTheSettings(IServiceCollection services, IConfiguration configuration)
    {
        // "Bigin": { "ClientId": "…", "ClientSecret": "…", "Connections": { "default": { "RefreshToken": "…", "DataCenter": "eu" } } }
        services.AddBiginOAuth(configuration.GetSection("Bigin")).UseConfiguredConnections(configuration.GetSection("Bigin:Connections"));
    }

    internal static void KeepInADatabase(IServiceCollection services, IConfiguration configuration)
    {
        services.AddPooledDbContextFactory<BiginConnectionsDbContext>(database => database.UseSqlite("Data Source=bigin.db"));
        services.AddBiginOAuth(configuration.GetSection("Bigin")).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
    }

    internal static void Map(WebApplication app)
    {
        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant"))).RequireAuthorization();
    }

    internal static void Respond(BiginOAuthEndpointOptions endpoints)
    {
        endpoints.Respond = (context, outcome) => (outcome is ConnectedOutcome it
            ? Results.LocalRedirect($"/settings?connected={it.Connection.DataCenterId}")
            : outcome.ToResult()).ExecuteAsync(context);
    }

    internal static AuthorizationRequest Link(AuthorizationUrlBuilder builder)
    {
        AuthorizationRequest request = builder.WithScopes(BiginScopes.Org.Read).Build();
        // keep request.Pending for this browser, then redirect it to request.Url
        return request;
    }

    internal static string Parse(RedirectResponseParser parser, HttpContext httpContext, PendingAuthorization pending)
    {
        string text = parser.Parse(httpContext.Request.QueryString.Value, pending).Match(
            granted: result => $"accepted in {result.Location}",
            denied: _ => "rejected",
            failed: failure => failure.IsNoOrganization ? "no organization" : "failed",
            rejected: rejection => rejection.Message);
        return text;
    }

    internal static async Task<string> ExchangeAsync(BiginTokenClient tokenClient, AuthorizationResult authorizationResult, CancellationToken cancellationToken)
    {
        TokenResponse response = await tokenClient.ExchangeAsync(authorizationResult, cancellationToken);
        string text = response.Match(
            issued: tokens => $"connected until {tokens.ExpiresAt:T}",
            failed: error => error.Hint);
        return text;
    }

    internal static async Task<string> ConnectAsync(BiginConnections connections, AuthorizationResult authorizationResult)
    {
        ConnectResult result = await connections.ConnectAsync("tenant-42", authorizationResult);

        using HttpClient bigin = connections.CreateClient("tenant-42");
        string contacts = await bigin.GetStringAsync("Contacts?fields=Last_Name");
        return $"{result} {contacts}";
    }

    internal static async Task<string> CallAsync(BiginConnections connections, CancellationToken cancellationToken)
    {
        using HttpClient bigin = connections.CreateClient("tenant-42");
        string organization = await bigin.GetStringAsync("org", cancellationToken);
        return organization;
    }

    internal static async Task<Uri> AcceptAsync(IServiceCollection services, IConfiguration configuration, AuthorizationRequest request)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        services.AddBiginOAuth(configuration.GetSection("Bigin")).UseEmulator(emulator);
        Uri redirect = await emulator.AcceptAsync(request.Url, "one@example.com");
        return redirect;
    }

    internal static void UseSharedEmulator(IServiceCollection services, IConfiguration configuration)
    {
        services.AddBiginOAuth(configuration.GetSection("Bigin")).UseEmulator(new Uri("http://127.0.0.1:9410"));
    }

    internal static ConnectResult MakeResult()
    {
        ConnectResult result = BiginOAuthModelFactory.Connected(BiginOAuthModelFactory.BiginConnection("tenant-42", organizationName: "Acorn Books"));
        return result;
    }

    internal static (ConnectResult Picked, RedirectResponse Denied, BiginConnectionException Gone) MakeResults()
    {
        ConnectResult picked = BiginOAuthModelFactory.DifferentOrganization(
            BiginOAuthModelFactory.BiginConnection("tenant-42", organizationName: "Acorn Books"), pickedName: "Birch Bicycles");
        RedirectResponse denied = BiginOAuthModelFactory.AuthorizationDenied();
        BiginConnectionException gone = BiginOAuthModelFactory.BiginConnectionException(ConnectionFailure.NeedsConsent);
        return (picked, denied, gone);
    }

    internal static async Task RefreshAndForgetAsync(BiginConnections connections)
    {
        BiginConnection renewed = await connections.RefreshAsync("tenant-42");
        bool removed = await connections.ForgetAsync("tenant-42");
        Console.WriteLine($"{renewed} {removed}");
    }

    internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections();
    }

    internal sealed class Contacts(HttpClient http)
    {
        internal Uri? Address { get; } = http.BaseAddress;
    }
}
