using System.CommandLine;
using System.Reflection;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin scopes</c>: the documented scopes of Bigin.</summary>
internal static class ScopesCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var filter = new Argument<string?>("filter")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A part of the scopes to list, such as contacts. Case is ignored.",
        };
        var command = new Command("scopes", "Lists the documented scopes of Bigin.") { filter };
        runner.SetActionWithoutHost(command, (console, json, arguments) => RunAsync(console, json, arguments.GetValue(filter) ?? ""));
        return command;
    }

    private static Task<int> RunAsync(CommandConsole console, bool json, string filter)
    {
        string[] scopes = [.. Read(typeof(BiginScopes)).Where(scope => scope.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase)];
        if (json)
        {
            JsonOutput.Write(console, scopes);
        }
        else
        {
            scopes.ToList().ForEach(console.Out.WriteLine);
        }

        return scopes.Length > 0
            ? Task.FromResult(ExitCode.Success)
            : throw new CommandException(ExitCode.Failed,
                $"No documented scope contains '{filter}'. List all with: {BiginCommand.Name} scopes");
    }

    private static IEnumerable<string> Read(Type group) =>
    [
        .. group.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!),
        .. group.GetNestedTypes().SelectMany(Read),
    ];
}
