using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin show</c>: what is known of a connection, without its tokens.</summary>
internal static class ShowCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.CreateOptional();
        var command = new Command("show",
            "Shows a connection: its organization, data center, scopes and status. The exit code is 3 where it needs consent.") { key };
        runner.SetAction(command, key, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string key, CancellationToken cancellationToken)
    {
        BiginConnection connection = await host.Connections.FindAsync(key, cancellationToken).ConfigureAwait(false)
            ?? throw MissingConnection.CreateException(key);
        ConnectionResult.Write(host, connection);
        switch (connection.Status)
        {
            case ConnectionStatus.Active:
                return ExitCode.Success;
            case ConnectionStatus.NeedsConsent:
                host.Console.WriteError(
                    $"Bigin no longer knows its refresh token. Run: {BiginCommand.Name} connect {Failure.QuoteKey(key)}");
                return ExitCode.NotConnected;
            default:
                host.Console.WriteError(
                    "Its tokens can't be decrypted with this key ring. Use the key ring and the application name that it was stored "
                    + "with, or connect again.");
                return ExitCode.Configuration;
        }
    }
}
