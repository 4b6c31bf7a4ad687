namespace Bigin.OAuth.Interactive;

/// <summary>
/// Finds what opens a browser in which the person can sign in. There may be nothing: in a container, over SSH, in a service.
/// </summary>
internal static class BrowserCommands
{
    private const string Link = "%s";

    /// <summary>Gets the commands in the order in which to try them.</summary>
    /// <param name="system">The system.</param>
    /// <param name="getVariable">Reads a variable of the environment.</param>
    /// <param name="isUserInteractive">Whether the process has a desktop. Only Windows tells.</param>
    /// <param name="link">The link to open.</param>
    internal static IEnumerable<BrowserCommand> Find(
        BrowserSystem system, Func<string, string?> getVariable, bool isUserInteractive, string link)
    {
        bool IsSet(string name) => !string.IsNullOrEmpty(getVariable(name));

        // What the person has chosen comes first, also where there is no display: an editor that runs elsewhere sets it to what opens a
        // browser there.
        foreach (BrowserCommand chosen in ReadChosen(getVariable("BROWSER"), system, link))
        {
            yield return chosen;
        }

        bool isRemote = IsSet("SSH_CONNECTION") || IsSet("SSH_CLIENT") || IsSet("SSH_TTY");
        switch (system)
        {
            case BrowserSystem.Windows when isUserInteractive && !isRemote:
                yield return new BrowserCommand(null, link);
                break;
            case BrowserSystem.MacOS when !isRemote:
                yield return new BrowserCommand("open", link);
                break;
            case BrowserSystem.Unix:
                // The Windows Subsystem for Linux: the browser is that of Windows, which reaches localhost here.
                bool isWsl = IsSet("WSL_DISTRO_NAME") || IsSet("WSL_INTEROP");
                if (isWsl && !isRemote)
                {
                    yield return new BrowserCommand("wslview", link);
                }

                if (IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY"))
                {
                    yield return new BrowserCommand("xdg-open", link);
                }

                break;
            default:
                break;
        }
    }

    // A list of commands, each with arguments and perhaps %s for the link. No shell reads them.
    private static IEnumerable<BrowserCommand> ReadChosen(string? browser, BrowserSystem system, string link) =>
        (browser ?? "")
            .Split(system is BrowserSystem.Windows ? ';' : ':', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(command => Split(command, system))
            .Select(words => new BrowserCommand(
                words[0], words.Contains(Link) ? [.. words[1..].Select(word => word == Link ? link : word)] : [.. words[1..], link]));

    // A path of Windows may hold spaces.
    private static string[] Split(string command, BrowserSystem system) =>
        system is BrowserSystem.Windows ? [command] : command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
