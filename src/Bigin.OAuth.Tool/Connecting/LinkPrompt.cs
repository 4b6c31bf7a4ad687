using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Connecting;

/// <summary>Shows the link where standard input isn't a person's, so no pasted address can come.</summary>
internal sealed class LinkPrompt(CommandConsole console) : IInteractivePrompt
{
    public ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
    {
        console.WriteNote(
            $"""
            {(link.IsBrowserOpened ? "A browser was opened. If it doesn't show Bigin, open this link yourself:" : "Open this link in a browser of this machine, sign in, and accept:")}

            {link.Url.AbsoluteUri}

            """);
        return new((string?)null);
    }
}
