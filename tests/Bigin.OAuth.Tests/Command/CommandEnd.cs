using System.Text.Json;

namespace Bigin.OAuth.Tests.Command;

/// <summary>How a command ended, and what it printed.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Errors)
{
    /// <summary>Gets what it printed as the result, with the line ends of Linux on every system.</summary>
    internal string Output { get; } = Output.Replace(Environment.NewLine, "\n", StringComparison.Ordinal);

    /// <summary>Gets what it printed as messages, likewise.</summary>
    internal string Errors { get; } = Errors.Replace(Environment.NewLine, "\n", StringComparison.Ordinal);

    internal JsonElement Json => JsonElement.Parse(Output);

    /// <summary>Gets the last line of the messages, which is about the end.</summary>
    internal string Failure => Errors.TrimEnd().Split('\n')[^1];

    internal CommandEnd ShouldSucceed()
    {
        ExitCode.Should().Be(0, Errors);
        return this;
    }
}
