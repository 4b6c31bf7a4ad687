using System.Threading.Channels;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/desktop.md that needs no window.</summary>
internal sealed class WindowPrompt(Action<InteractiveLink> show) : IInteractivePrompt, IDisposable
{
    private readonly Channel<string> _pasted = Channel.CreateUnbounded<string>();

    // Call it from the button beside the text box.
    public void Paste(string text) => _pasted.Writer.TryWrite(text);

    public async ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
    {
        show(link); // on a thread of the pool: the window has to switch to its own
        return await _pasted.Reader.ReadAsync(cancellationToken);
    }

    public void Dispose() => _pasted.Writer.TryComplete();
}
