using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin import</c>: takes over a refresh token of an older program.</summary>
internal static class ImportCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.Create();
        Option<string?> dataCenter =
            DataCenterOption.Create("The data center of the token, such as eu. No other one is tried.", isRequired: true);
        var variable = new Option<string?>("--token-variable")
        {
            HelpName = "name",
            Description = "The environment variable that holds the refresh token. Without it, the token is read from standard input."
        };
        var command = new Command(
            "import",
            "Takes over a refresh token of an older program. The token is never an argument. One refresh proves it before it is stored.")
        {
            key, dataCenter, variable,
        };
        runner.SetAction(command, (host, arguments, cancellationToken) => RunAsync(
            host, arguments.GetRequiredValue(key), arguments.GetRequiredValue(dataCenter)!, arguments.GetValue(variable),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ToolHost host, string key, string dataCenterId, string? variable, CancellationToken cancellationToken)
    {
        DataCenter dataCenter = DataCenterOption.Find(host, dataCenterId);
        string token = variable is null
            ? await SecretInput.ReadAsync(host.Console, "Refresh token:", cancellationToken).ConfigureAwait(false)
            : host.Console.FindVariable(variable)?.Trim()
                // Without its name, which may be the token.
                ?? throw new CommandException(ExitCode.Usage, "There is no environment variable of the name that --token-variable gives.");
        if (token.Length == 0)
        {
            throw new CommandException(ExitCode.Usage,
                "No refresh token came. Send it to standard input, or name an environment variable with --token-variable.");
        }

        ConnectResult result = await host.Console.WaitAsync(
            "Proving the token by a refresh",
            () => host.Connections.ImportAsync(key, new RefreshToken(token), dataCenter, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
        return ConnectionResult.Write(host, key, result);
    }
}
