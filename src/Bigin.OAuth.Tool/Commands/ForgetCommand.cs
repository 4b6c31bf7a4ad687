using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin forget</c>: deletes a connection without revoking it.</summary>
internal static class ForgetCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.Create();
        var command = new Command("forget",
            "Deletes the connection without revoking its refresh token. For one that can't be decrypted or disconnected.") { key };
        runner.SetAction(command, key, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string key, CancellationToken cancellationToken)
    {
        if (!await host.Connections.ForgetAsync(key, cancellationToken).ConfigureAwait(false))
        {
            throw MissingConnection.CreateException(key);
        }

        if (host.Json)
        {
            JsonOutput.Write(host.Console, new { Key = key, Forgotten = true });
        }
        else
        {
            await host.Console.Out.WriteLineAsync($"Forgot {key}.").ConfigureAwait(false);
        }

        host.Console.WriteNote(
            "Its refresh token was not revoked and still works. The user can end it in their Zoho account, under Connected Apps.");
        return ExitCode.Success;
    }
}
