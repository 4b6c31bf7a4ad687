using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Connecting;

/// <summary>Connects in the browser of this machine.</summary>
internal static class BrowserConnect
{
    internal static void Configure(ToolHostBuilder builder) => builder.Configure(client => client.AddInteractive(options =>
    {
        if (!builder.Console.IsInputTerminal)
        {
            options.Prompt = new LinkPrompt(builder.Console);
        }
    }));

    internal static async Task<int> RunAsync(ToolHost host, ConnectTarget target, CancellationToken cancellationToken)
    {
        InteractiveConnectOutcome outcome = await ConnectAsync(host, target, cancellationToken).ConfigureAwait(false);
        return outcome.Match(
            connected: it => ConnectionResult.WriteConnected(host, it.Connection),
            denied: _ => throw new CommandException(ExitCode.NotConnected, "The request was rejected in the browser. Nothing was changed."),
            failed: it => throw AuthorizationFailure.CreateException(it.Failure),
            connectFailed: it => throw ConnectionResult.CreateException(it.Error),
            refreshTokenMissing: _ => throw ConnectionResult.CreateRefreshTokenMissing(),
            differentOrganization: it => throw ConnectionResult.CreateDifferentOrganization(target.Key, it.Current, it.Picked),
            timedOut: it =>
            throw new CommandException(ExitCode.NotConnected,
            $"No answer came within {it.Timeout.TotalMinutes:0} minutes. Nothing was changed. Run the command again."),
            cannotListen: it => throw new CommandException(ExitCode.Configuration, $"{it.Message} Or use --paste, which needs no port."));
    }

    private static async Task<InteractiveConnectOutcome> ConnectAsync(
        ToolHost host, ConnectTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await host.Services.GetRequiredService<BiginInteractiveConnector>()
                .ConnectAsync(target.Key, target.OrganizationChange, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            // No secret, or a self client, which has no links.
            throw new CommandException(ExitCode.Configuration, exception.Message, exception);
        }
    }
}
