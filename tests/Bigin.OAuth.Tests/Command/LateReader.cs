namespace Bigin.OAuth.Tests.Command;

/// <summary>Standard input whose only line comes later, or never.</summary>
internal sealed class LateReader : TextReader
{
    private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Send(string line) => _line.TrySetResult(line);

    public override string? ReadLine() => _line.Task.WaitAsync(Hang.Limit).GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        _line.TrySetCanceled();
        base.Dispose(disposing);
    }
}
