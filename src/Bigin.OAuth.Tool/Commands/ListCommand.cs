using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin list</c>: which connections there are.</summary>
internal static class ListCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var command = new Command("list", "Lists the connections.");
        runner.SetAction(command, RunAsync, (builder, _) => builder.ConnectAtEmulator(KeyArgument.Default));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, ParseResult arguments, CancellationToken cancellationToken)
    {
        var connections = new List<ConnectionSummary>();
        await foreach (ConnectionSummary connection in host.Connections.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            connections.Add(connection);
        }

        if (host.Json)
        {
            JsonOutput.Write(host.Console, connections.Select(ConnectionJson.Describe));
        }
        else if (connections.Count > 0)
        {
            ConnectionText.WriteList(host.Console, connections);
        }
        else
        {
            host.Console.WriteNote($"There are no connections in {host.Storage}. Run: {BiginCommand.Name} connect");
        }

        return ExitCode.Success;
    }
}
