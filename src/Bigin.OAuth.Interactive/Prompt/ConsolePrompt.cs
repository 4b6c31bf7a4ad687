namespace Bigin.OAuth.Interactive;

/// <summary>Shows the link in a console, and takes a pasted address where the input is a terminal.</summary>
/// <remarks>
/// It reads keys and not lines: a pending line can't be given up, so it would swallow what the person types next for the program itself.
/// What is pasted is not shown, because the code in it would stay in the window.
/// </remarks>
internal sealed class ConsolePrompt(ITerminal terminal, TimeProvider clock) : IInteractivePrompt
{
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // More than the longest redirect that is read.
    private const int MaxLength = 16 * 1024;

    private static readonly string[] Frames = ["|", "/", "-", "\\"];

    public async ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
    {
        try
        {
            terminal.Write(Describe(link));
            return await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            return null; // there is no console here, or no more
        }
    }

    private string Describe(InteractiveLink link)
    {
        string paste = terminal.IsInputRedirected
            ? ""
            : "If the browser says that it can't reach localhost, copy the whole address from its address bar, paste it here and press "
                + "Enter.\n";
        return link.Problem is { } problem
            ? $"That address was not taken. {problem}\n{paste}"
            : $"""
               {(link.IsBrowserOpened ? "A browser was opened. If it doesn't show Bigin, open this link yourself:" : "Open this link in a browser, sign in, and accept:")}

               {link.Url.AbsoluteUri}

               {paste}
               """;
    }

    private async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        if (terminal.IsInputRedirected && terminal.IsOutputPlain)
        {
            return null;
        }

        var status = new StatusLine(terminal);
        var typed = new List<char>();
        try
        {
            for (int tick = 0; !cancellationToken.IsCancellationRequested; tick++)
            {
                if (!terminal.IsInputRedirected && TryReadLine(typed))
                {
                    return new string([.. typed]);
                }

                status.Show(
                    $"{Frames[tick % Frames.Length]} "
                    + $"{(typed.Count == 0 ? "Waiting for the browser" : $"{typed.Count} characters. Press Enter")}");
                await Task.Delay(Tick, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return null;
        }
        finally
        {
            status.Clear();
        }
    }

    private bool TryReadLine(List<char> typed)
    {
        while (terminal.IsKeyAvailable)
        {
            ConsoleKeyInfo key = terminal.ReadKey();
            if (key.Key is ConsoleKey.Enter)
            {
                if (typed.Count > 0)
                {
                    return true;
                }
            }
            else if (key.Key is ConsoleKey.Backspace)
            {
                typed.RemoveRange(Math.Max(typed.Count - 1, 0), Math.Min(typed.Count, 1));
            }
            else if (!char.IsControl(key.KeyChar) && typed.Count < MaxLength)
            {
                typed.Add(key.KeyChar);
            }
        }

        return false;
    }
}
