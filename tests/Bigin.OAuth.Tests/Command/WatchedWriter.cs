namespace Bigin.OAuth.Tests.Command;

/// <summary>Keeps what is written, and tells of the first consent link in it.</summary>
internal sealed class WatchedWriter : StringWriter
{
    private readonly TaskCompletionSource<Uri> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<Uri> Link => _link.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Split('\n').FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal)) is { } link)
        {
            _link.TrySetResult(new Uri(link));
        }
    }
}
