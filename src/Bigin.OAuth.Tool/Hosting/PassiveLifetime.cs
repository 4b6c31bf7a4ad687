using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tool.Hosting;

/// <summary>Leaves Ctrl+C and SIGTERM to the program.</summary>
internal sealed class PassiveLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
