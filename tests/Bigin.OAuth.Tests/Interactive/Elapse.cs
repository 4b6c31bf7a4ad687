using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Interactive;

internal static class Elapse
{
    /// <summary>Moves a clock ahead, second by second, until something has ended; how long that takes in real time doesn't matter.</summary>
    internal static Task UntilAsync(FakeTimeProvider clock, Task task) => UntilAsync(clock, task, () => Task.CompletedTask);

    /// <summary>The same, and something is done each second.</summary>
    internal static async Task UntilAsync(FakeTimeProvider clock, Task task, Func<Task> eachSecond)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (!task.IsCompleted)
        {
            await eachSecond();
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, hang.Token);
        }

        await task;
    }
}
