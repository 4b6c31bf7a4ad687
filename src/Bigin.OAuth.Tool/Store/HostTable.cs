namespace Bigin.OAuth.Tool.Store;

/// <summary>The name of the table in the database of a program.</summary>
internal sealed record HostTable(string Name, string? Schema)
{
    internal const string DefaultName = "BiginConnections";
}
