namespace Bigin.OAuth.Tests.Connections;

/// <summary>Lets everyone through until it is closed, then holds them until it is opened.</summary>
internal sealed class Gate
{
    private TaskCompletionSource _reached = NewSource();
    private TaskCompletionSource _opened = Done();

    /// <summary>Gets what ends when someone has come to the closed gate.</summary>
    internal Task Reached => _reached.Task.WaitAsync(Hang.Limit);

    internal void Close() => (_reached, _opened) = (NewSource(), NewSource());

    internal void Open() => _opened.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken = default)
    {
        Task opened = _opened.Task;
        if (!opened.IsCompleted)
        {
            _reached.TrySetResult();
        }

        return opened.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Done()
    {
        TaskCompletionSource source = NewSource();
        source.SetResult();
        return source;
    }
}
