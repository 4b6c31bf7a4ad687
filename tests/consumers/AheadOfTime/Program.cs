// What works here works without reflection: settings and results without a network, then a connection to the emulator that runs as a tool.
using Bigin.OAuth;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

HostApplicationBuilder host = Host.CreateEmptyApplicationBuilder(null);
host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Bigin:ClientId"] = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0",
    ["Bigin:RedirectUri"] = "http://localhost:5999/callback",
    ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
    ["Bigin:UsePkce"] = "true",
    ["Bigin:AccessType"] = "Offline",
    ["Bigin:DataCenters:0:Id"] = "zz",
    ["Bigin:DataCenters:0:AccountsServer"] = "https://accounts.zoho.example",
    ["Bigin:DataCenters:0:ApiServer"] = "https://www.zohoapis.example",
    ["Bigin:ClientSecrets:eu"] = "another",
});
host.Services.AddBiginOAuth(host.Configuration.GetSection("Bigin")).AddInteractive(options =>
{
    options.OpenBrowser = (_, _) => new(false);
    options.Prompt = new PastingPrompt();
    options.RedirectUris.Add(new Uri("http://localhost:6001/callback"));
});
host.Services.AddHealthChecks().AddBiginConnections();
using IHost app = host.Build();
await app.StartAsync();

AuthorizationRequest request = app.Services.GetRequiredService<AuthorizationUrlBuilder>().WithDataCenter("zz").Build();
PendingAuthorization pending = PendingAuthorization.FromJson(request.Pending.ToJson());
string redirect = $"?code=1000.a.b&state={pending.State}&location=zz&accounts-server=https%3A%2F%2Faccounts.zoho.example&";
string answer = app.Services.GetRequiredService<RedirectResponseParser>().Parse(redirect, pending).Match(
    granted: result => $"granted in {result.Location}",
    denied: _ => "denied",
    failed: failure => failure.Error,
    rejected: rejection => rejection.Message);

// Without a secret for the data center nothing is sent, and nothing is stored either: no network is needed.
AuthorizationResult granted = app.Services.GetRequiredService<RedirectResponseParser>().Parse(redirect, pending).Match(
    granted: result => result,
    denied: _ => throw new InvalidOperationException("denied"),
    failed: failure => throw new InvalidOperationException(failure.Error),
    rejected: rejection => throw new InvalidOperationException(rejection.Message));
string exchange = (await app.Services.GetRequiredService<BiginTokenClient>().ExchangeAsync(granted)).Match(
    issued: _ => "issued",
    failed: error => error.Kind.ToString());

BiginConnections connections = app.Services.GetRequiredService<BiginConnections>();
string found = await connections.FindAsync("unknown") is null ? "not connected" : "connected";
string call = "sent";
using (HttpClient bigin = connections.CreateClient("unknown"))
{
    try
    {
        (await bigin.GetAsync("org")).Dispose();
    }
    catch (BiginConnectionException exception)
    {
        call = exception.Reason.ToString();
    }
}

HealthReport health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

string pasted = (await app.Services.GetRequiredService<BiginInteractiveConnector>().AuthorizeAsync()).Match(
    answered: it => it.Response is AuthorizationResult ? "accepted" : "answered",
    timedOut: _ => "timed out",
    cannotListen: it => it.Message);

await app.StopAsync();
(string connected, string organization) = await Connecting.RunAsync(args[0]);
string outcome = $"{answer}, {exchange}, {found}, {call}, {health.Entries["bigin"].Status}, {pasted}, {connected}";
Console.WriteLine(outcome);
return outcome == "granted in zz, MissingClientSecret, not connected, NotConnected, Healthy, accepted, Connected"
    && organization.Contains("Acorn Books", StringComparison.Ordinal) ? 0 : 1;
