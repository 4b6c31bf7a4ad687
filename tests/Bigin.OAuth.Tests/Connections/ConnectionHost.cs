using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>A host that keeps connections to an emulator, whose clock it shares.</summary>
internal sealed class ConnectionHost : IAsyncDisposable
{
    internal const string Key = "tenant-42";

    private readonly ServiceProvider _services;
    private readonly bool _ownsEmulator;

    private ConnectionHost(BiginEmulator emulator, bool ownsEmulator, ServiceProvider services) => (Emulator, _ownsEmulator, _services) = (emulator, ownsEmulator, services);

    internal BiginEmulator Emulator { get; }

    internal BiginConnections Connections => _services.GetRequiredService<BiginConnections>();

    internal IBiginConnectionStore Store => _services.GetRequiredService<IBiginConnectionStore>();

    internal IServiceProvider Services => _services;

    /// <summary>Gets the requests that have asked for an access token by a refresh token.</summary>
    internal IReadOnlyList<EmulatorRequest> Refreshes => [.. Emulator.Requests.Where(request => request.Parameters.GetValueOrDefault("grant_type") == "refresh_token")];

    internal static async Task<ConnectionHost> StartAsync(
        Action<BiginOAuthBuilder>? build = null, Action<BiginEmulatorOptions>? configureEmulator = null, Action<BiginOAuthOptions>? configure = null) =>
        Create(await BiginEmulator.StartAsync(configureEmulator), ownsEmulator: true, build, configure);

    /// <summary>Another host beside the first: its own process memory, the same emulator.</summary>
    internal ConnectionHost Sibling(Action<BiginOAuthBuilder>? build = null) => Create(Emulator, ownsEmulator: false, build, null);

    internal async Task<AuthorizationResult> AcceptAsync(string user = "one@example.com", string? organization = null, bool force = true)
    {
        AuthorizationUrlBuilder links = _services.GetRequiredService<AuthorizationUrlBuilder>();
        AuthorizationRequest request = (force ? links.WithForcedConsent() : links).Build();
        Uri redirect = await Emulator.AcceptAsync(request.Url, user, organization);
        return _services.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending).Should().BeOfType<AuthorizationResult>().Subject;
    }

    internal async Task<BiginConnection> ConnectAsync(string key = Key, string user = "one@example.com", string? organization = null) =>
        (await Connections.ConnectAsync(key, await AcceptAsync(user, organization))).Should().BeOfType<Connected>().Which.Connection;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsEmulator)
        {
            await Emulator.DisposeAsync();
        }
    }

    private static ConnectionHost Create(BiginEmulator emulator, bool ownsEmulator, Action<BiginOAuthBuilder>? build, Action<BiginOAuthOptions>? configure) =>
        new(emulator, ownsEmulator, HostServices.Build(
            options =>
            {
                options.Scopes.Add(BiginScopes.Users.Read);
                configure?.Invoke(options);
            },
            builder =>
            {
                builder.UseEmulator(emulator);
                build?.Invoke(builder);
            },
            services => services.UseWaits(new PatientWaits())));
}
