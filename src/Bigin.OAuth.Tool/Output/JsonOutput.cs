using System.Text.Json;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Prints results as one line of JSON, indented where a person looks.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Compact = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    internal static void Write(CommandConsole console, object result) =>
        console.Out.WriteLine(JsonSerializer.Serialize(result, console.IsOutputTerminal ? Indented : Compact));
}
