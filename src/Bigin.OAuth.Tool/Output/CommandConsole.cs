using System.Collections;
using System.Text;
using Spectre.Console;

namespace Bigin.OAuth.Tool.Output;

/// <summary>What is around the command: its three streams, its environment and its clock. Tests have one of their own.</summary>
internal sealed class CommandConsole : IDisposable
{
    private IAnsiConsole? _results;
    private IAnsiConsole? _messages;

    /// <summary>Creates a console on given streams.</summary>
    internal CommandConsole(Stream output, TextWriter error, TextReader input)
    {
        (OutStream, Error, In) = (output, error, input);
        Out = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    /// <summary>Gets where results go as they are, byte for byte.</summary>
    internal Stream OutStream { get; }

    /// <summary>Gets where results go as text.</summary>
    internal TextWriter Out { get; }

    /// <summary>Gets where everything else goes.</summary>
    internal TextWriter Error { get; }

    /// <summary>Gets where secrets, codes and bodies come from.</summary>
    internal TextReader In { get; }

    internal bool IsOutputTerminal { get; init; }

    internal bool IsErrorTerminal { get; init; }

    internal bool IsInputTerminal { get; init; }

    internal IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets the console for results that people look at.</summary>
    internal IAnsiConsole Results => _results ??= CreateAnsi(Out, IsOutputTerminal);

    /// <summary>Gets the console for progress, prompts and messages.</summary>
    internal IAnsiConsole Messages => _messages ??= CreateAnsi(Error, IsErrorTerminal);

    /// <summary>Opens the console of the process.</summary>
    internal static CommandConsole OpenSystem() => new(Console.OpenStandardOutput(), Console.Error, Console.In)
    {
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        IsInputTerminal = !Console.IsInputRedirected,
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
    };

    internal string? FindVariable(string name) => Environment.TryGetValue(name, out string? value) ? value : null;

    /// <summary>Writes a failure, which begins with the name of the command.</summary>
    internal void WriteError(string message) => WriteMessage($"{BiginCommand.Name}: {message}", "red");

    /// <summary>Writes a message that isn't a result.</summary>
    internal void WriteNote(string message) => WriteMessage(message, "default");

    /// <summary>Runs something that takes a while, with a spinner where a person looks.</summary>
    internal async Task<T> WaitAsync<T>(string what, Func<Task<T>> run)
    {
        if (!IsErrorTerminal)
        {
            return await run().ConfigureAwait(false);
        }

        return await Messages.Status().StartAsync(Markup.Escape(what), _ => run()).ConfigureAwait(false);
    }

    public void Dispose() => Out.Dispose();

    private void WriteMessage(string message, string style)
    {
        string text = SafeText.Clean(message);
        if (IsErrorTerminal)
        {
            Messages.Write(new Text(text + "\n", Style.Parse(style)));
        }
        else
        {
            Error.WriteLine(text);
        }
    }

    // https://no-color.org: any value that isn't empty turns colour off.
    private IAnsiConsole CreateAnsi(TextWriter writer, bool isTerminal)
    {
        bool isPlain = !isTerminal || FindVariable("TERM") == "dumb";
        bool hasColour = !isPlain && string.IsNullOrEmpty(FindVariable("NO_COLOR"));
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = hasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
    }
}
