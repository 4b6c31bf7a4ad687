using Bigin.OAuth;

namespace ConnectBigin;

/// <summary>Asks a new emulator for the connections of an earlier start, before anyone opens a page.</summary>
/// <remarks>
/// The emulator forgets its tokens when it ends, and the real Bigin does not. So each connection that is kept has ended.
/// Its card has to say so.
/// </remarks>
internal sealed class EarlierConnections(BiginConnections connections) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (DemoTenant tenant in DemoTenant.All)
        {
            try
            {
                if (await connections.FindAsync(tenant.Key, cancellationToken) is { Status: ConnectionStatus.Active })
                {
                    await connections.RefreshAsync(tenant.Key, cancellationToken);
                }
            }
            catch (BiginConnectionException)
            {
                // That it needs consent is saved with the connection. The log has any other reason, and the pages show it.
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
