using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth;

/// <summary>
/// Lets a host end only after the refreshes, saves, revocations and event handlers that are under way, within its shutdown time-out.
/// </summary>
/// <remarks>
/// In <see cref="StoppedAsync"/>, which runs after every hosted service has stopped: the host's own services may still use connections
/// while they stop.
/// </remarks>
internal sealed class BackgroundWorkCompletion(BackgroundWork work) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => work.WaitForAllAsync(cancellationToken);
}
