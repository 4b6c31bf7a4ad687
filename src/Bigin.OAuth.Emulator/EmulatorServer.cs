using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Emulator;

/// <summary>Starts the web server of an emulator: one port per data center.</summary>
internal static class EmulatorServer
{
    internal static async Task<WebApplication> StartAsync(BiginEmulatorOptions options, CancellationToken cancellationToken)
    {
        // Empty on purpose: the emulator takes no settings, loggers and addresses from the host around it.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var listeners = new List<(DataCenter DataCenter, ListenOptions Listener)>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (DataCenter dataCenter in DataCenter.All)
            {
                int port = options.Port == 0 ? 0 : options.Port + listeners.Count;
                kestrel.Listen(options.ListenAddress, port, listener => listeners.Add((dataCenter, listener)));
            }
        });
        EmulatorServices.Add(builder.Services, options);

        WebApplication app = builder.Build();
        EmulatorRoutes.Map(app);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        app.Services.GetRequiredService<AccountDirectory>()
            .SetDataCenters([.. listeners.Select(x => CreateDataCenter(x.DataCenter, x.Listener, options))]);
        return app;
    }

    private static DataCenter CreateDataCenter(DataCenter dataCenter, ListenOptions listener, BiginEmulatorOptions options)
    {
        string host = options.PublicHost ?? (IsAny(options.ListenAddress) ? IPAddress.Loopback : options.ListenAddress).ToString();
        Uri origin = new UriBuilder(Uri.UriSchemeHttp, host, listener.IPEndPoint!.Port).Uri;
        return new DataCenter(dataCenter.Id, origin, origin);
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
