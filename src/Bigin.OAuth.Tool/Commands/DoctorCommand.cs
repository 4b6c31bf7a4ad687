using System.CommandLine;
using Bigin.OAuth.Tool.Doctor;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Settings;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin doctor</c>: what is wrong, and how to fix it.</summary>
internal static class DoctorCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var command =
            new Command(
                "doctor",
                "Checks settings, store, key ring, network, clock, id and secret, and each connection. Says how to fix what is wrong. "
                + "The exit code tells.");
        runner.SetActionWithBuilder(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ToolHostBuilder builder, ParseResult arguments, CancellationToken cancellationToken)
    {
        var output = new FindingOutput(builder.Console, builder.Settings.Json);
        builder.ConnectAtEmulator(KeyArgument.Default);
        try
        {
            ToolHost host = await builder.StartAsync(cancellationToken).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                output.Add(SettingsCheck.Describe(host));
                await RunAsync(host, output, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OptionsValidationException exception)
        {
            SettingsCheck.Describe(exception).ToList().ForEach(output.Add);
        }
        catch (CommandException exception)
        {
            output.Add(SettingsCheck.Describe(exception));
        }

        return output.End();
    }

    private static async Task RunAsync(ToolHost host, FindingOutput output, CancellationToken cancellationToken)
    {
        await foreach (Finding finding in StoreCheck.RunAsync(host).ConfigureAwait(false))
        {
            output.Add(finding);
        }

        using var servers = new ServersCheck();
        await foreach (Finding finding in servers.RunAsync(host, cancellationToken).ConfigureAwait(false))
        {
            output.Add(finding);
        }

        IReadOnlyCollection<ConnectionSummary> connections = await ListAsync(host, cancellationToken).ConfigureAwait(false);
        await foreach (Finding finding in ClientCheck.RunAsync(
            host, connections.Select(connection => connection.DataCenter), cancellationToken).ConfigureAwait(false))
        {
            output.Add(finding);
        }

        ConnectionsCheck.Run(host, connections).ToList().ForEach(output.Add);
    }

    private static async Task<IReadOnlyCollection<ConnectionSummary>> ListAsync(ToolHost host, CancellationToken cancellationToken)
    {
        var connections = new List<ConnectionSummary>();
        try
        {
            await foreach (ConnectionSummary connection in host.Connections.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                connections.Add(connection);
            }
        }
        catch (BiginConnectionException)
        {
            // The check of the store has said so.
        }

        return connections;
    }
}
