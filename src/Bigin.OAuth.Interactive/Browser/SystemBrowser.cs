using System.ComponentModel;
using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>Opens the browser of this machine.</summary>
internal sealed class SystemBrowser(BrowserSystem system, Func<string, string?> getVariable, bool isUserInteractive, TimeProvider clock)
{
    // A launcher that fails says so at once. What still runs then is the browser itself.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // The browser may outlive this program: it is not ended by Ctrl+C, doesn't write into this terminal, and has no pipe that breaks.
    // The command and the link are arguments, and never a part of the script.
    private const string Script = "trap '' HUP INT QUIT; exec \"$0\" \"$@\" </dev/null >/dev/null 2>&1";

    internal static SystemBrowser Default { get; } = new(
        OperatingSystem.IsWindows() ? BrowserSystem.Windows : OperatingSystem.IsMacOS() ? BrowserSystem.MacOS : BrowserSystem.Unix,
        Environment.GetEnvironmentVariable,
        Environment.UserInteractive,
        TimeProvider.System);

    /// <summary>Opens a link.</summary>
    /// <returns>False where there is no browser, or none could be opened.</returns>
    internal async ValueTask<bool> OpenAsync(Uri link, CancellationToken cancellationToken)
    {
        // What the system opens by itself is a program for any other scheme.
        if (link is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            return false;
        }

        foreach (BrowserCommand command in BrowserCommands.Find(system, getVariable, isUserInteractive, link.AbsoluteUri))
        {
            if (await TryStartAsync(command, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> TryStartAsync(BrowserCommand command, CancellationToken cancellationToken)
    {
        try
        {
            using Process? process = Process.Start(Describe(command));
            return process is null || command.Program is null || await HasOpenedAsync(process, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException
            or PlatformNotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }

    private ProcessStartInfo Describe(BrowserCommand command) => command.Program is not { } program
        ? new ProcessStartInfo(command.Arguments[0]) { UseShellExecute = true }
        : system is BrowserSystem.Windows
            ? new ProcessStartInfo(program, command.Arguments) { UseShellExecute = false, CreateNoWindow = true }
            : new ProcessStartInfo("/bin/sh", ["-c", Script, program, .. command.Arguments]) { UseShellExecute = false };

    private async Task<bool> HasOpenedAsync(Process process, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await process.WaitForExitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return !process.HasExited || process.ExitCode == 0;
    }
}
