namespace Bigin.OAuth.Tool;

/// <summary>The exit codes of the command. They are a contract with scripts: docs/command.md lists them.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
    internal const int NotConnected = 3;
    internal const int Configuration = 4;
    internal const int TryLater = 5;
    internal const int Interrupted = 130;

    internal const string Description =
        "Exit codes: 0 success, 1 failed, 2 wrong arguments, 3 not connected or consent is needed, 4 settings, store or key ring are "
            + "wrong, 5 Bigin can't be reached or limits requests (try again later), 130 Ctrl+C.";
}
