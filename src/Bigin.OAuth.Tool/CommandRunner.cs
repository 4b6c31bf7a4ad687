using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool;

/// <summary>Gives each command what it works with: the console, the settings, and a host that has the connections.</summary>
internal sealed class CommandRunner(CommandConsole console, CommonOptions options)
{
    /// <summary>Sets the action of a command that uses connections.</summary>
    internal void SetAction(
        Command command,
        Func<ToolHost, ParseResult, CancellationToken, Task<int>> run,
        Action<ToolHostBuilder, ParseResult>? configure = null) => command.SetAction(async (arguments, cancellationToken) =>
        {
            ToolHostBuilder builder = CreateHost(arguments);
            configure?.Invoke(builder, arguments);
            ToolHost host = await builder.StartAsync(cancellationToken).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                return await run(host, arguments, cancellationToken).ConfigureAwait(false);
            }
        });

    /// <summary>Sets the action of a command that is about one connection.</summary>
    internal void SetAction(Command command, Argument<string> key, Func<ToolHost, string, CancellationToken, Task<int>> run) => SetAction(
        command,
        (host, arguments, cancellationToken) => run(host, arguments.GetRequiredValue(key), cancellationToken),
        (builder, arguments) => builder.ConnectAtEmulator(arguments.GetRequiredValue(key)));

    /// <summary>Sets the action of a command that uses no connections.</summary>
    internal void SetActionWithoutHost(Command command, Func<CommandConsole, bool, ParseResult, Task<int>> run) =>
        command.SetAction((arguments, _) => run(console, options.Read(arguments).Json, arguments));

    /// <summary>Sets the action of a command that starts its host itself.</summary>
    internal void SetActionWithBuilder(Command command, Func<ToolHostBuilder, ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction((arguments, cancellationToken) => run(CreateHost(arguments), arguments, cancellationToken));

    private ToolHostBuilder CreateHost(ParseResult arguments) => new(console, options.Read(arguments));
}
