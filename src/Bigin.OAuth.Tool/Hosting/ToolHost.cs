using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tool.Hosting;

/// <summary>The services of one command. Its end waits for what is under way: what Bigin has issued is stored or revoked.</summary>
internal sealed class ToolHost(IHost host, BiginEmulator? emulator, CommandConsole console, ToolSettings settings, string storage)
    : IAsyncDisposable
{
    internal CommandConsole Console => console;

    internal bool Json => settings.Json;

    internal ToolSettings Settings => settings;

    /// <summary>Gets a description of where connections are kept.</summary>
    internal string Storage => storage;

    internal BiginEmulator? Emulator => emulator;

    internal IServiceProvider Services => host.Services;

    internal BiginConnections Connections => Services.GetRequiredService<BiginConnections>();

    internal BiginOAuthOptions Options => Services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

    /// <summary>Checks the settings and starts.</summary>
    internal Task StartAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        host.Dispose();
        if (emulator is not null)
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
