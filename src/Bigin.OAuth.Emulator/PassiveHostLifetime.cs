using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Leaves Ctrl+C and SIGTERM to the program around the emulator. The default lifetime would handle them, and stop only the emulator.
/// </summary>
internal sealed class PassiveHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
