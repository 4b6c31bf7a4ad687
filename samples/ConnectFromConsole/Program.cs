using Bigin.OAuth;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var settings = new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory };
HostApplicationBuilder builder = Host.CreateApplicationBuilder(settings);
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Bigin.OAuth", LogLevel.Error);
IConfigurationSection bigin = builder.Configuration.GetSection("Bigin");

// Without a client id of your own (Bigin__ClientId and Bigin__ClientSecret in the environment) it connects to an emulator, and no account is needed.
await using BiginEmulator? emulator = string.IsNullOrEmpty(bigin["ClientId"])
    ? await BiginEmulator.StartAsync(options => options.ClientName = "Connect from a console")
    : null;

BiginOAuthBuilder client = builder.Services.AddBiginOAuth(bigin).AddInteractive(options =>
{
    if (emulator is not null && args.Contains("--headless"))
    {
        options.OpenBrowser = async (link, cancellationToken) =>
        {
            Uri redirect = await emulator.AcceptAsync(link, "one@example.com", cancellationToken: cancellationToken);
            using var browser = new HttpClient(); // follows the redirect to this program, as a browser does
            await browser.GetStringAsync(redirect, CancellationToken.None); // the token ends with the answer, and the last page comes after it
            return true;
        };
    }
});
if (emulator is not null)
{
    client.UseEmulator(emulator);
    Console.Error.WriteLine($"This is an emulator of Bigin. Sign in as {string.Join(", ", emulator.Users)}.");
}

using IHost host = builder.Build();
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; interrupted.Cancel(); };

try
{
    await host.StartAsync(interrupted.Token); // checks the settings
    InteractiveConnectOutcome outcome = await host.Services.GetRequiredService<BiginInteractiveConnector>()
        .ConnectAsync("default", OrganizationChange.Allow, interrupted.Token);

    Console.WriteLine(outcome.Match(
        connected: it => $"Connected to {it.Connection.Organization}.",
        denied: _ => "You rejected the request, so nothing was connected.",
        failed: it => it.Failure.IsNoOrganization ? "You belong to no Bigin organization." : $"Bigin says {it.Failure.Error}.",
        connectFailed: it => $"Not connected. {it.Error.Hint}",
        refreshTokenMissing: _ => "Not connected: Bigin sent no refresh token. Set ForceConsent.",
        differentOrganization: it => $"Not connected: {it.Current.Organization} is connected.",
        timedOut: it => $"No answer came within {it.Timeout}.",
        cannotListen: it => it.Message));
    if (outcome is not ConnectedOutcome)
    {
        return 1;
    }

    using HttpClient api = host.Services.GetRequiredService<BiginConnections>().CreateClient("default");
    Console.WriteLine(await api.GetStringAsync("org", interrupted.Token));
    return 0;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
