using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin refresh</c>: asks Bigin for a new access token now.</summary>
internal static class RefreshCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.CreateOptional();
        var command = new Command("refresh",
            "Asks Bigin for a new access token now, also where consent was needed. Zoho allows ten in ten minutes.") { key };
        runner.SetAction(command, key, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string key, CancellationToken cancellationToken)
    {
        BiginConnection connection = await host.Console.WaitAsync("Refreshing", () => host.Connections.RefreshAsync(key, cancellationToken))
            .ConfigureAwait(false);
        ConnectionResult.Write(host, connection, $"Refreshed {key}.");
        return ExitCode.Success;
    }
}
