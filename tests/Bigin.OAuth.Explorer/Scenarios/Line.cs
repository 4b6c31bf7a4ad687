namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Represents operations that follow each other. Those of several lines happen side by side.</summary>
/// <param name="Server">The server, or a negative number for the world around the servers.</param>
/// <param name="Operations">The operations in their order.</param>
internal sealed record Line(int Server, IReadOnlyList<Operation> Operations);
