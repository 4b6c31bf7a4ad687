using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin disconnect</c>: revokes the refresh token at Bigin and deletes the connection.</summary>
internal static class DisconnectCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.Create();
        var command = new Command("disconnect", "Revokes the refresh token at Bigin and deletes the connection.") { key };
        runner.SetAction(command, key, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string key, CancellationToken cancellationToken)
    {
        DisconnectResult result = await host.Console.WaitAsync("Revoking", () => host.Connections.DisconnectAsync(key, cancellationToken))
            .ConfigureAwait(false);
        return result.Match(
            disconnected: it => WriteDisconnected(host, it.Key),
            notConnected: _ => throw MissingConnection.CreateException(key),
            failed: it => throw new CommandException(
                Failure.ReadExitCode(it.Error),
                $"Bigin didn't revoke the token: {it.Error.Error ?? it.Error.Kind.ToString()}. {it.Error.Hint} The connection is kept. "
                + $"To delete it without revoking, run: {BiginCommand.Name} forget {Failure.QuoteKey(key)}"));
    }

    private static int WriteDisconnected(ToolHost host, string key)
    {
        if (host.Json)
        {
            JsonOutput.Write(host.Console, new { Key = key, Disconnected = true });
        }
        else
        {
            host.Console.Out.WriteLine($"Disconnected {key}.");
        }

        return ExitCode.Success;
    }
}
