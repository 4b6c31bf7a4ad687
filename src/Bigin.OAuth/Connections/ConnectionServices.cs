using Bigin.OAuth;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what keeps connections alive.</summary>
internal static class ConnectionServices
{
    internal static void AddConnections(this IServiceCollection services)
    {
        services.TryAddSingleton<IBiginConnectionStore>(provider => new InMemoryConnectionStore(provider.GetClock()));
        services.AddHostedService<KeptInMemoryNotice>();
        services.AddHostedService<BackgroundWorkCompletion>();
        services.AddSingleton<ApiHttpClients>();
        services.AddSingleton(provider => new BackgroundWork(provider.GetKeyedService<TaskScheduler>(BackgroundWork.SchedulerKey)));
        services.AddSingleton(provider => new RealTime(provider.GetKeyedService<TimeProvider>(RealTime.TimeProviderKey) ?? TimeProvider.System));
        services.AddSingleton(provider => new Jitter(provider.GetKeyedService<Func<double>>(Jitter.FunctionKey)));
        services.AddSingleton(provider => new DataCenterMap(provider.GetOptions()));
        services.AddSingleton(provider => new GuardedConnectionStore(
            provider.GetRequiredService<IBiginConnectionStore>(), provider.GetRequiredService<RealTime>(), provider.GetLogger()));
        services.AddSingleton(provider => new ConnectionEvents(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetLogger()));
        services.AddSingleton(provider => new OrganizationReader(
            provider.GetRequiredService<ApiHttpClients>(), provider.GetRequiredService<RealTime>(), provider.GetLogger()));
        services.AddSingleton(provider => new RefreshTokenRevocation(
            provider.GetRequiredService<BiginTokenClient>(),
            provider.GetRequiredService<DataCenterMap>(),
            provider.GetOptions().ReplacedTokenRevocation,
            provider.GetRequiredService<BackgroundWork>(),
            provider.GetRequiredService<RealTime>(),
            provider.GetLogger()));
        services.AddSingleton(CreateTokens);
        services.AddSingleton(CreateConnections);

        // A host may set a base address for all of its clients. Relative addresses of this one are Bigin's.
        services.PostConfigure<HttpClientFactoryOptions>(
            ApiHttpClients.Name, options => options.HttpClientActions.Add(client => client.BaseAddress = ApiHttpClients.Placeholder));
        services.AddAccessTokenHandler(ApiHttpClients.Name, _ => request => request.Options.TryGetValue(ApiCall.Option, out ApiCall? call)
            ? call
            : throw new InvalidOperationException($"Only {nameof(BiginConnections)}.{nameof(BiginConnections.CreateClient)} makes this client."));
    }

    internal static BiginOAuthOptions GetOptions(this IServiceProvider provider) => provider.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

    internal static TimeProvider GetClock(this IServiceProvider provider) => provider.GetRequiredKeyedService<TimeProvider>(BiginOAuthDefaults.TimeProviderKey);

    private static ILogger GetLogger(this IServiceProvider provider) => provider.GetRequiredService<ILogger<BiginConnections>>();

    private static AccessTokenCache CreateTokens(IServiceProvider provider)
    {
        GuardedConnectionStore store = provider.GetRequiredService<GuardedConnectionStore>();
        DataCenterMap map = provider.GetRequiredService<DataCenterMap>();
        BackgroundWork work = provider.GetRequiredService<BackgroundWork>();
        RealTime realTime = provider.GetRequiredService<RealTime>();
        TimeProvider clock = provider.GetClock();
        Jitter jitter = provider.GetRequiredService<Jitter>();
        ILogger logger = provider.GetLogger();
        var rows = new RowReader(store, map, clock, jitter, logger);
        var request = new RefreshRequest(
            store,
            provider.GetRequiredService<BiginTokenClient>(),
            map,
            provider.GetRequiredService<RefreshTokenRevocation>(),
            new OrganizationCompletion(store, provider.GetRequiredService<OrganizationReader>(), logger),
            provider.GetRequiredService<ConnectionEvents>(),
            work,
            clock,
            jitter,
            logger);
        var refresher = new ConnectionRefresher(store, request, rows, work, realTime, clock, jitter, logger);
        return new AccessTokenCache(store, rows, refresher, work, realTime, provider.GetOptions().ConnectionRecheckInterval, clock, logger);
    }

    private static BiginConnections CreateConnections(IServiceProvider provider)
    {
        GuardedConnectionStore store = provider.GetRequiredService<GuardedConnectionStore>();
        DataCenterMap map = provider.GetRequiredService<DataCenterMap>();
        BiginTokenClient tokenClient = provider.GetRequiredService<BiginTokenClient>();
        AccessTokenCache tokens = provider.GetRequiredService<AccessTokenCache>();
        BackgroundWork work = provider.GetRequiredService<BackgroundWork>();
        ConnectionEvents events = provider.GetRequiredService<ConnectionEvents>();
        ILogger logger = provider.GetLogger();
        var connect = new ConnectFlow(
            store,
            tokenClient,
            provider.GetRequiredService<OrganizationReader>(),
            provider.GetRequiredService<RefreshTokenRevocation>(),
            tokens,
            work,
            events,
            map,
            [.. provider.GetOptions().Scopes],
            provider.GetClock(),
            provider.GetRequiredService<Jitter>(),
            logger);
        var disconnect = new DisconnectFlow(store, tokenClient, tokens, work, events, map, provider.GetRequiredService<RealTime>(), logger);
        return new BiginConnections(store, map, connect, disconnect, tokens, provider.GetRequiredService<ApiHttpClients>());
    }
}
