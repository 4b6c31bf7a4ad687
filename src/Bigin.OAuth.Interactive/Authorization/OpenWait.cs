namespace Bigin.OAuth.Interactive;

/// <summary>What has to be ended with a wait: the listener, and the prompt that may still be shown.</summary>
internal sealed class OpenWait(AnswerDesk desk, LoopbackListener listener, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How long the browser that brought the answer may take to ask for the last page, and a prompt to end.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private Task _presented = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Shows the link, on another thread because a prompt may block the one it is called on.</summary>
    internal void Present(Func<CancellationToken, Task> presentAsync) =>
        _presented = Task.Run(() => presentAsync(_ended.Token), CancellationToken.None);

    /// <summary>Notifies the prompt that the wait has ended. Nothing waits for it: a code lives a minute.</summary>
    internal Task EndPromptAsync() => _isDisposed ? Task.CompletedTask : _ended.CancelAsync();

    /// <summary>Shows the last page, and waits until the browser that brought the answer has it.</summary>
    internal async Task ShowLastAsync(InteractivePage page, CancellationToken cancellationToken)
    {
        if (desk.IsBrowserWaiting)
        {
            desk.ShowLast(page);

            // What came of it is decided: neither a slow browser nor the caller's haste changes it.
            await desk.Delivered.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _ended.CancelAsync().ConfigureAwait(false);
        await listener.DisposeAsync().ConfigureAwait(false);

        // So that nothing of the prompt comes after this. One that doesn't end is left alone.
        await _presented.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_presented.IsCompleted)
        {
            _ended.Dispose();
        }
    }
}
