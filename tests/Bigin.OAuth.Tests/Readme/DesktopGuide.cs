using Bigin.OAuth.Interactive;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/desktop.md that compiles without a desktop.</summary>
internal static class DesktopGuide
{
    internal static void AddServices(HostApplicationBuilder builder, WindowPrompt prompt)
    {
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).AddInteractive(options => options.Prompt = prompt);
    }

    internal static async Task<string> ConnectAsync(BiginInteractiveConnector interactive, CancellationTokenSource cancel)
    {
        try
        {
            InteractiveConnectOutcome outcome = await interactive.ConnectAsync("default", OrganizationChange.Ask, cancel.Token);
            return outcome is ConnectedOutcome connected ? $"Connected to {connected.Connection.Organization}." : "Not connected.";
        }
        catch (OperationCanceledException)
        {
            return "You cancelled."; // the ports are closed
        }
    }

    internal static RedirectResponse Read(RedirectResponseParser parser, Uri callback, PendingAuthorization pending)
    {
        RedirectResponse response = parser.Parse(callback, pending); // myapp://connected?code=…
        return response;
    }
}
