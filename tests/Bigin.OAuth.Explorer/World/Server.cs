using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Represents one server of the host: a container with the library, a clock, and its own ways to the store and to Bigin.</summary>
internal sealed class Server
{
    internal static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    private readonly Stage _stage;
    private readonly ServiceProvider _provider;
    private readonly IReadOnlyList<IHostedService> _hostedServices;
    private readonly RedirectResponseParser _parser;
    private readonly SelfClientCodeParser _selfClientCodes;
    private readonly WaitClock _waits;
    private Scene? _scene;

    internal Server(int index, ReplacedTokenRevocation revocation, Stage stage)
    {
        Index = index;
        _stage = stage;
        Clock = new ServerClock(this);
        _waits = new WaitClock(stage, this);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information));
        services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, Clock);
        services.AddKeyedSingleton<TimeProvider>("Bigin.OAuth.Waits", _waits);
        services.AddKeyedSingleton<Func<double>>("Bigin.OAuth.Jitter", () => 0.5);
        services.AddSingleton<IBiginConnectionStore>(new ServerStore(stage, this));
        BiginOAuthBuilder builder = services.AddBiginOAuth(options =>
        {
            options.ClientId = "1000.EXPLORER";
            options.ClientSecret = "secret";
            options.RedirectUri = new Uri("https://app.example.com/bigin/callback");
            options.Scopes.Add(BiginScopes.Org.Read);
            options.ReplacedTokenRevocation = revocation;
            options.ConnectionRecheckInterval = RecheckInterval;
        });
        var handler = new BiginHandler(stage, this);
        foreach (IHttpClientBuilder client in new[] { builder.TokenHttpClient, builder.ApiHttpClient })
        {
            client.ConfigurePrimaryHttpMessageHandler(() => handler).SetHandlerLifetime(Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        }

        _provider = services.BuildServiceProvider();
        Connections = _provider.GetRequiredService<BiginConnections>();
        _parser = _provider.GetRequiredService<RedirectResponseParser>();
        _selfClientCodes = _provider.GetRequiredService<SelfClientCodeParser>();
        _hostedServices = [.. _provider.GetServices<IHostedService>()];
    }

    internal int Index { get; }

    internal ServerClock Clock { get; }

    internal BiginConnections Connections { get; }

    internal LogRecorder Log { get; } = new();

    /// <summary>Gets the play that it takes part in.</summary>
    internal Scene Scene => _scene ?? throw new InvalidOperationException("The server takes part in no play.");

    /// <summary>Gets the number of plays that it took part in.</summary>
    internal int Plays { get; private set; }

    /// <summary>Gets a value indicating whether the process is over, so that nothing that it began goes on.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Gets a value indicating whether it was killed.</summary>
    internal bool IsKilled { get; private set; }

    /// <summary>Gets a value indicating whether it takes no new work.</summary>
    internal bool IsStopping { get; private set; }

    /// <summary>Gets the operations that are under way.</summary>
    internal List<Call> Calls { get; } = [];

    /// <summary>Gets or sets the lease that it took last.</summary>
    internal object? Lease { get; set; }

    /// <summary>Gets or sets the number of calls of the store that failed or were slow.</summary>
    internal int StoreFaults { get; set; }

    /// <summary>Gets or sets how many of them were saves.</summary>
    internal int SaveFaults { get; set; }

    /// <summary>Gets or sets the moment of the last of them, by Bigin's clock.</summary>
    internal DateTimeOffset LastStoreFault { get; set; }

    /// <summary>Gets or sets a value indicating whether the last time that it read the row failed.</summary>
    internal bool HasFailedToRead { get; set; }

    /// <summary>Gets or sets the number of requests that Bigin did not answer well.</summary>
    internal int BiginFaults { get; set; }

    /// <summary>Gets or sets how far its clock has gone back, in all.</summary>
    internal TimeSpan WentBack { get; set; }

    /// <summary>Takes part in another play, of another key.</summary>
    internal void Join(Scene scene)
    {
        _scene = scene;
        Plays++;
        Log.Clear();
        Lease = null;
        Clock.Offset = TimeSpan.Zero;
        (StoreFaults, SaveFaults, LastStoreFault, HasFailedToRead, BiginFaults, WentBack) = (0, 0, default, false, 0, TimeSpan.Zero);
    }

    internal AuthorizationResult Parse(string code) =>
        (AuthorizationResult)_parser.ParseWithoutState($"code={code}&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com");

    internal SelfClientCode ParseSelfClient(string code) => (SelfClientCode)_selfClientCodes.Parse(code, DataCenter.UnitedStates);

    internal bool IsCalling(OperationKind kind)
    {
        foreach (Call call in Calls)
        {
            if (call.Operation.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the process at once.</summary>
    internal void Kill()
    {
        IsKilled = true;
        Leave();
    }

    /// <summary>Stops the host as <c>Host.StopAsync</c> does: the services in reverse order, then the container.</summary>
    internal async Task StopAsync()
    {
        IsStopping = true;
        using var timeout = new CancellationTokenSource(ShutdownTimeout, _waits);
        IEnumerable<IHostedService> services = _hostedServices.Reverse();
        try
        {
            foreach (IHostedLifecycleService service in services.OfType<IHostedLifecycleService>())
            {
                await service.StoppingAsync(timeout.Token);
            }

            foreach (IHostedService service in services)
            {
                await service.StopAsync(timeout.Token);
            }

            foreach (IHostedLifecycleService service in services.OfType<IHostedLifecycleService>())
            {
                await service.StoppedAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
        }

        IsKilled = timeout.IsCancellationRequested; // what was under way then is lost, as by a kill
        await _provider.DisposeAsync();
        Leave();
    }

    private void Leave()
    {
        IsGone = true;
        _stage.Withdraw(step => step.Server == Index && step.Kind is not StepKind.Start);
    }
}
