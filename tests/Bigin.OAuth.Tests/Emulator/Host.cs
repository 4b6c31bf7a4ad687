using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>A host application that is connected to an emulator, without web server of its own.</summary>
internal sealed class Host : IAsyncDisposable
{
    internal const string RedirectUri = "http://localhost:5999/bigin/callback";

    private readonly ServiceProvider _services;

    private Host(BiginEmulator emulator, ServiceProvider services) => (Emulator, _services) = (emulator, services);

    internal BiginEmulator Emulator { get; }

    internal AuthorizationUrlBuilder Links => _services.GetRequiredService<AuthorizationUrlBuilder>();

    internal RedirectResponseParser Parser => _services.GetRequiredService<RedirectResponseParser>();

    internal BiginTokenClient Tokens => _services.GetRequiredService<BiginTokenClient>();

    internal TimeProvider Clock => _services.GetRequiredKeyedService<TimeProvider>(BiginOAuthDefaults.TimeProviderKey);

    internal static async Task<Host> StartAsync(Action<BiginEmulatorOptions>? configureEmulator = null, Action<BiginOAuthOptions>? configure = null)
    {
        BiginEmulator emulator = await BiginEmulator.StartAsync(configureEmulator);
        return new Host(emulator, HostServices.Build(
            options =>
            {
                options.RedirectUri = new Uri(RedirectUri);
                configure?.Invoke(options);
            },
            builder => builder.UseEmulator(emulator)));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
