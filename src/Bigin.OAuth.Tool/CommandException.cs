namespace Bigin.OAuth.Tool;

/// <summary>Ends a command with an exit code and a message for the person, which names the fix and no secret.</summary>
internal sealed class CommandException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Gets the exit code.</summary>
    internal int ExitCode { get; } = exitCode;
}
