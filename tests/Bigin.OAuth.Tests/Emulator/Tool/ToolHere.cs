using System.Text.Json;
using Bigin.OAuth.Emulator.Tool;

namespace Bigin.OAuth.Tests.Emulator.Tool;

/// <summary>The command in this process, which is much quicker than <see cref="ToolProcess"/>: for what neither environment nor signals have a part in.</summary>
internal sealed class ToolHere : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly AnnouncementWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly Task<int> _run;

    private ToolHere(string[] arguments) => _run = EmulatorCommand.RunAsync(arguments, _output, _errors, _end.Token);

    /// <summary>Gets what it has said on the standard error stream so far.</summary>
    internal string Errors => _errors.ToString();

    /// <summary>Starts it and waits until it says where it is.</summary>
    internal static async Task<(ToolHere Tool, string Announcement)> StartAsync(params string[] arguments)
    {
        var tool = new ToolHere(arguments);
        await Task.WhenAny(tool._output.Announced, tool._run).WaitAsync(Hang.Limit);
        return tool._output.Announced.IsCompleted ? (tool, tool._output.ToString()) : throw new InvalidOperationException($"It ended: {tool._errors}");
    }

    /// <summary>Starts it with <c>--json</c> and waits until it says where it is.</summary>
    internal static async Task<(ToolHere Tool, JsonElement Announcement)> StartWithJsonAsync(params string[] arguments)
    {
        (ToolHere tool, string announcement) = await StartAsync([.. arguments, "--json"]);
        return (tool, JsonElement.Parse(announcement));
    }

    /// <summary>Waits for the end of one that can't start.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> FailAsync(params string[] arguments)
    {
        await using var tool = new ToolHere(arguments);
        int exitCode = await tool._run.WaitAsync(Hang.Limit);
        return (exitCode, tool._output.ToString(), tool._errors.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _run.WaitAsync(Hang.Limit);
        _end.Dispose();
    }

    // The command flushes when it has said everything.
    private sealed class AnnouncementWriter : StringWriter
    {
        private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Announced => _announced.Task;

        public override Task FlushAsync()
        {
            _announced.TrySetResult();
            return base.FlushAsync();
        }
    }
}
