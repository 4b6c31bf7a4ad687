using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.FaultRun;

/// <summary>Leaves Ctrl+C and SIGTERM to the run, which the default lifetime would take from it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
