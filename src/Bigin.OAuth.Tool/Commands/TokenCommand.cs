using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin token</c>: prints an access token for another program. The one command that shows a secret.</summary>
internal static class TokenCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.CreateOptional();
        var reveal = new Option<bool>("--reveal")
        {
            Description = "Print the token. It is a secret that opens the organization's data for up to an hour.",
        };
        var command = new Command("token", "Prints a valid access token, and refreshes it before where that is due.") { key, reveal };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(reveal))
            {
                result.AddError("An access token is a secret. Add --reveal to print it.");
            }
        });
        runner.SetAction(command, key, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string key, CancellationToken cancellationToken)
    {
        AccessToken token = await host.Console.WaitAsync("Getting an access token", () =>
            host.Connections.GetAccessTokenAsync(key, cancellationToken).AsTask()).ConfigureAwait(false);
        if (host.Json)
        {
            JsonOutput.Write(host.Console, new { Key = key, AccessToken = token.Reveal() });
        }
        else
        {
            await host.Console.Out.WriteLineAsync(token.Reveal()).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
