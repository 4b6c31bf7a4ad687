namespace Bigin.OAuth.Tool.Doctor;

/// <summary>What a check found, and how to fix it. It never holds a secret.</summary>
internal sealed record Finding(string Check, FindingLevel Level, string Message, string? Fix = null, int ExitCode = Tool.ExitCode.Success)
{
    internal static Finding Ok(string check, string message) => new(check, FindingLevel.Ok, message);

    internal static Finding Warning(string check, string message, string fix) => new(check, FindingLevel.Warning, message, fix);

    internal static Finding Problem(string check, int exitCode, string message, string? fix) =>
        new(check, FindingLevel.Problem, message, fix, exitCode);
}
