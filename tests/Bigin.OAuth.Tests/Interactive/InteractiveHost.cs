using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A program on a person's own machine, connected to an emulator. Its clock stands still, and no browser is opened by itself.</summary>
internal sealed class InteractiveHost : IAsyncDisposable
{
    internal const string Key = "default";

    private readonly bool _ownsEmulator;
    private readonly ServiceProvider _services;

    private InteractiveHost(BiginEmulator emulator, bool ownsEmulator, ServiceProvider services, FakeTimeProvider clock, ShownLinks prompt, RecordedLogs logs, Uri redirectUri) =>
        (Emulator, _ownsEmulator, _services, Clock, Prompt, Logs, RedirectUri) = (emulator, ownsEmulator, services, clock, prompt, logs, redirectUri);

    internal BiginEmulator Emulator { get; }

    internal FakeTimeProvider Clock { get; }

    internal ShownLinks Prompt { get; }

    internal RecordedLogs Logs { get; }

    internal Uri RedirectUri { get; }

    internal int Port => RedirectUri.Port;

    internal IServiceProvider Services => _services;

    internal BiginInteractiveConnector Connector => _services.GetRequiredService<BiginInteractiveConnector>();

    internal BiginConnections Connections => _services.GetRequiredService<BiginConnections>();

    internal static async Task<InteractiveHost> StartAsync(
        Action<BiginInteractiveOptions>? configure = null,
        Action<BiginOAuthOptions>? configureClient = null,
        Action<BiginOAuthBuilder>? build = null,
        Action<BiginEmulatorOptions>? configureEmulator = null,
        BiginEmulator? emulator = null,
        Uri? redirectUri = null)
    {
        BiginEmulator connected = emulator ?? await BiginEmulator.StartAsync(configureEmulator);
        var clock = new FakeTimeProvider(connected.Clock.GetUtcNow());
        var prompt = new ShownLinks();
        var logs = new RecordedLogs();
        Uri registered = redirectUri ?? FreePorts.TakeRedirectUri();

        ServiceProvider services = HostServices.Build(
            options =>
            {
                options.RedirectUri = registered;
                configureClient?.Invoke(options);
            },
            builder =>
            {
                builder.UseEmulator(connected).AddInteractive(options =>
                {
                    options.OpenBrowser = (_, _) => new(false);
                    options.Prompt = prompt;
                    configure?.Invoke(options);
                });
                builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, clock);
                build?.Invoke(builder);
            },
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        return new InteractiveHost(connected, emulator is null, services, clock, prompt, logs, registered);
    }

    /// <summary>Begins to connect, and waits until the person sees the link.</summary>
    internal async Task<(Task<InteractiveConnectOutcome> Outcome, Uri Link)> BeginAsync(
        OrganizationChange change = OrganizationChange.Ask, string key = Key, CancellationToken cancellationToken = default)
    {
        Task<InteractiveConnectOutcome> outcome = Connector.ConnectAsync(key, change, cancellationToken);
        return (outcome, (await Prompt.NextAsync(outcome)).Url);
    }

    /// <summary>Does what a person does who accepts in their browser, and gives the address that the browser comes back to.</summary>
    internal Task<Uri> AcceptAsync(Uri link, string user = "one@example.com", string? organization = null) => Emulator.AcceptAsync(link, user, organization);

    /// <summary>Connects from the beginning to the end in a browser that follows redirects. The port is free again.</summary>
    internal async Task<InteractiveConnectOutcome> ConnectAsync(string user = "one@example.com", string? organization = null, OrganizationChange change = OrganizationChange.Ask)
    {
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await BeginAsync(change);
        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(await AcceptAsync(link, user, organization));
        InteractiveConnectOutcome ended = await outcome.WaitAsync(Hang.Limit);
        FreePorts.IsFree(Port).Should().BeTrue("the wait has ended");
        await FreePorts.WaitForCopiesAsync(Port);
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsEmulator)
        {
            await Emulator.DisposeAsync();
        }
    }
}
