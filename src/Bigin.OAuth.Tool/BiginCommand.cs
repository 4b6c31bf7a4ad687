using System.CommandLine;
using Bigin.OAuth.Tool.Commands;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool;

/// <summary>
/// The command <c>bigin</c>: reads its arguments, runs one of its commands, and turns failures into messages and exit codes.
/// </summary>
internal static class BiginCommand
{
    internal const string Name = "bigin";

    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="console">Where results and messages go, and where input comes from.</param>
    /// <param name="cancellationToken">Ends it, as Ctrl+C does.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(string[] args, CommandConsole console, CancellationToken cancellationToken)
    {
        // An argument that starts with @ is a value, such as --data @file, and not a file of further arguments.
        ParseResult arguments = Create(console)
            .Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (arguments.Errors.Count > 0)
        {
            bool isRoot = arguments.CommandResult.Command is RootCommand;
            string command = isRoot ? Name : $"{Name} {arguments.CommandResult.Command.Name}";
            string message = isRoot && arguments.UnmatchedTokens is [var unknown, ..]
                ? $"There is no command or option '{unknown}'."
                : arguments.Errors[0].Message;
            console.WriteError($"{message} See {command} --help.");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false
        };
        try
        {
            int exitCode = await arguments.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
            await console.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
            return exitCode;
        }
#pragma warning disable CA1031 // The person gets a message and not a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            (int exitCode, string message) = Failure.Describe(exception, cancellationToken.IsCancellationRequested);
            console.WriteError(message);
            return exitCode;
        }
    }

    private static RootCommand Create(CommandConsole console)
    {
        var options = new CommonOptions();
        var runner = new CommandRunner(console, options);
        var root =
            new RootCommand(
                $"Connects to Zoho Bigin and calls its API. Results go to standard output, everything else to standard error. "
                + $"{ExitCode.Description}")
        {
            ConnectCommand.Create(runner),
            ImportCommand.Create(runner),
            ListCommand.Create(runner),
            ShowCommand.Create(runner),
            CallCommand.Create(runner),
            TokenCommand.Create(runner),
            RefreshCommand.Create(runner),
            DisconnectCommand.Create(runner),
            ForgetCommand.Create(runner),
            DoctorCommand.Create(runner),
            ScopesCommand.Create(runner),
        };
        options.AddTo(root);
        return root;
    }
}
