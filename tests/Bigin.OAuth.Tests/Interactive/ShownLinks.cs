using System.Threading.Channels;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A prompt whose person is the test: it sees each link, and pastes when it wants to.</summary>
internal sealed class ShownLinks : IInteractivePrompt
{
    private readonly Channel<InteractiveLink> _shown = Channel.CreateUnbounded<InteractiveLink>();
    private readonly Channel<string?> _pasted = Channel.CreateUnbounded<string?>();

    /// <summary>Gets how many prompts wait for the person.</summary>
    internal int Waiting => _waiting;

    private int _waiting;

    public async ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _shown.Writer.WriteAsync(link, cancellationToken);
            return await _pasted.Reader.ReadAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    internal void Paste(string? text) => _pasted.Writer.TryWrite(text);

    internal bool HasShown => _shown.Reader.TryPeek(out _);

    /// <summary>Waits for the next link that is shown; an exception of what shows it comes out here.</summary>
    internal async Task<InteractiveLink> NextAsync(Task wait)
    {
        Task<InteractiveLink> next = _shown.Reader.ReadAsync().AsTask();
        if (await Task.WhenAny(next, wait).WaitAsync(Hang.Limit) != next)
        {
            await wait;
            throw new InvalidOperationException("It ended before a link was shown.");
        }

        return await next;
    }
}
