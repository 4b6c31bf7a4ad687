namespace Bigin.OAuth.Interactive;

/// <summary>A program and its arguments, the link among them. No program means that the system chooses (ShellExecute).</summary>
internal sealed record BrowserCommand(string? Program, params string[] Arguments);
