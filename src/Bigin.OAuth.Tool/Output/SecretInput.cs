using Spectre.Console;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Reads a line that must not be shown, from a person or from another program.</summary>
internal static class SecretInput
{
    // More than the longest redirect and the longest token.
    private const int MaxLength = 16 * 1024;

    internal static async Task<string> ReadAsync(CommandConsole console, string question, CancellationToken cancellationToken)
    {
        if (console.IsInputTerminal && console.IsErrorTerminal)
        {
            return await AskAsync(console, question, cancellationToken).ConfigureAwait(false);
        }

        if (console.IsInputTerminal)
        {
            throw new CommandException(ExitCode.Usage,
                "What is asked for would be shown here, because standard error is no terminal. Send it to standard input by a pipe.");
        }

        // A read of standard input may ignore its cancellation.
        string? line = await Task.Run(console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return line is not { Length: > MaxLength }
            ? line?.Trim() ?? ""
            : throw new CommandException(ExitCode.Usage, "The line on standard input is too long.");
    }
    private static async Task<string> AskAsync(CommandConsole console, string question, CancellationToken cancellationToken)
    {
        try
        {
            return (await console.Messages.PromptAsync(new TextPrompt<string>(Markup.Escape(question)).Secret(null), cancellationToken)
                .ConfigureAwait(false)).Trim();
        }
        catch (OperationCanceledException)
        {
            console.Messages.WriteLine(); // what is said of the end has a line of its own
            throw;
        }
    }
}
