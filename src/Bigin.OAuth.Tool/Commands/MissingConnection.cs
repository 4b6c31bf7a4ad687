using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Commands;

/// <summary>Indicates that nothing is stored under a key.</summary>
internal static class MissingConnection
{
    internal static CommandException CreateException(string key) =>
        new(ExitCode.NotConnected, $"Nothing is connected under the key {key}. Run: {BiginCommand.Name} connect {Failure.QuoteKey(key)}");
}
