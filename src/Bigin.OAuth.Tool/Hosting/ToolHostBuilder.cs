using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;
using Bigin.OAuth.Tool.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tool.Hosting;

/// <summary>Puts a command's services together: the client by the settings, the store, and the emulator where one is asked for.</summary>
internal sealed class ToolHostBuilder(CommandConsole console, ToolSettings settings)
{
    // What they log is a result of the command too.
    private static readonly string RequestsForTokens = typeof(BiginTokenClient).FullName!;

    private readonly List<Action<BiginOAuthBuilder>> _configurations = [];
    private string? _keyAtEmulator;

    internal CommandConsole Console => console;

    internal ToolSettings Settings => settings;

    /// <summary>Adds to the registration of the client.</summary>
    internal void Configure(Action<BiginOAuthBuilder> configure) => _configurations.Add(configure);

    /// <summary>Names the key that is connected already where the emulator runs in this process.</summary>
    internal void ConnectAtEmulator(string key) => _keyAtEmulator = key;

    internal async Task<ToolHost> StartAsync(CancellationToken cancellationToken)
    {
        IConfigurationRoot configuration = SettingsReader.Read(settings, console);
        BiginEmulator? emulator = settings.UsesOwnEmulator ? await BiginEmulator.StartAsync(cancellationToken: cancellationToken)
            .ConfigureAwait(false) : null;
        ToolHost? host = null;
        try
        {
            host = Build(configuration, emulator);
            await StartAsync(host, cancellationToken).ConfigureAwait(false);
            if (_keyAtEmulator is { } key)
            {
                await OwnEmulator.ConnectAsync(host, key, cancellationToken).ConfigureAwait(false);
            }

            return host;
        }
        catch
        {
            if (host is not null)
            {
                await host.DisposeAsync().ConfigureAwait(false);
            }
            else if (emulator is not null)
            {
                await emulator.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private ToolHost Build(IConfigurationRoot configuration, BiginEmulator? emulator)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Logging.AddProvider(new WarningLogger(console));
        builder.Logging.AddFilter((category, level) =>
            level >= LogLevel.Warning && category?.StartsWith("Bigin.", StringComparison.Ordinal) == true && category != RequestsForTokens);

        BiginOAuthBuilder client = builder.Services.AddBiginOAuth(configuration.GetSection(settings.Section));
        string storage = ConnectionStorage.Add(client, settings, configuration, console);
        if (settings.UsesEmulator)
        {
            builder.Services.Configure<BiginOAuthOptions>(FillIn);
        }

        if (settings.EmulatorAddress is { } address)
        {
            client.UseEmulator(address);
        }
        else if (emulator is not null)
        {
            client.UseEmulator(emulator);
        }

        _configurations.ForEach(configure => configure(client));
        return new ToolHost(builder.Build(), emulator, console, settings, storage);
    }

    private static async Task StartAsync(ToolHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new CommandException(ExitCode.Configuration, exception.Message, exception);
        }
    }

    // The emulator can be tried without settings. The emulator takes every redirect URI on localhost.
    private static void FillIn(BiginOAuthOptions options)
    {
        if (options.ClientType is not BiginClientType.SelfClient)
        {
            options.RedirectUri ??= new Uri($"http://localhost:{FreePort.Pick()}/callback");
            if (options.Scopes.Count == 0)
            {
                options.Scopes.Add(BiginScopes.Modules.All);
                options.Scopes.Add(BiginScopes.Org.Read);
            }
        }
    }
}
