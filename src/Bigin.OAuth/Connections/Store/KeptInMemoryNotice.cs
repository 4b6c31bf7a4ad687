using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Logs at the start that connections end with the process, where the host has registered no store that keeps them.</summary>
internal sealed class KeptInMemoryNotice(IBiginConnectionStore store, ConfiguredConnections configured, ILogger<BiginConnections> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!configured.IsEmpty)
        {
            BiginLog.ConnectionsConfigured(logger);
        }
        else if (store is InMemoryConnectionStore)
        {
            BiginLog.KeptInMemory(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
