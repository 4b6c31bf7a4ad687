using Bigin.OAuth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what keeps connections alive.</summary>
internal static class ConnectionServices
{
    /// <summary>Gets the registration of the store that is used where the host chooses none.</summary>
    internal static ServiceDescriptor InMemoryStore { get; } =
        ServiceDescriptor.Singleton<IBiginConnectionStore>(provider => new InMemoryConnectionStore(provider.GetClock()));

    internal static void AddConnections(this IServiceCollection services)
    {
        services.TryAdd(InMemoryStore);
        services.TryAddSingleton(new ConfiguredConnections());
        services.AddSingleton<IValidateOptions<BiginOAuthOptions>>(provider =>
            new ConfiguredConnectionsValidator(provider.GetRequiredService<ConfiguredConnections>(), services));
        services.AddHostedService<KeptInMemoryNotice>();
        services.AddHostedService<BackgroundWorkCompletion>();
        services.AddSingleton<ApiHttpClients>();
        services.AddSingleton(provider => new BackgroundWork(provider.GetKeyedService<TaskScheduler>(BackgroundWork.SchedulerKey)));
        services.AddSingleton(provider =>
            new RealTime(provider.GetKeyedService<TimeProvider>(RealTime.TimeProviderKey) ?? TimeProvider.System));
        services.AddSingleton(provider => new Jitter(provider.GetKeyedService<Func<double>>(Jitter.FunctionKey)));
        services.AddSingleton(provider => new DataCenterMap(provider.GetOptions()));
        services.AddSingleton(provider => new GuardedConnectionStore(
            provider.GetRequiredService<IBiginConnectionStore>(), provider.GetRequiredService<RealTime>(), provider.GetLogger()));
        services.AddSingleton(provider => new ConnectionEvents(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetLogger()));
        services.AddSingleton(provider => new OrganizationReader(
            provider.GetRequiredService<ApiHttpClients>(), provider.GetRequiredService<RealTime>(), provider.GetLogger()));
        services.AddSingleton(provider => new RefreshTokenRevocation(
            provider.GetRequiredService<GuardedConnectionStore>(),
            provider.GetRequiredService<BiginTokenClient>(),
            provider.GetRequiredService<DataCenterMap>(),
            provider.GetRequiredService<ConfiguredConnections>(),
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
            : throw new InvalidOperationException(
                $"Only {nameof(BiginConnections)}.{nameof(BiginConnections.CreateClient)} makes this client."));
    }

    internal static void AddConfiguredConnections(this IServiceCollection services, IConfiguration section)
    {
        var configured = (ConfiguredConnections)services.Last(service => service.ServiceType == typeof(ConfiguredConnections))
            .ImplementationInstance!;
        configured.Add(section);
        if (configured.Store is null)
        {
            configured.Store = ServiceDescriptor.Singleton<IBiginConnectionStore>(provider => InMemoryConnectionStore.CreateWith(
                provider.GetClock(), configured.CreateRows([.. provider.GetOptions().Scopes], provider.GetClock().GetUtcNow())));
            services.Remove(InMemoryStore);
            services.Add(configured.Store);
        }
    }

    internal static BiginOAuthOptions GetOptions(this IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

    internal static TimeProvider GetClock(this IServiceProvider provider) =>
        provider.GetRequiredKeyedService<TimeProvider>(BiginOAuthDefaults.TimeProviderKey);

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
        var rows = new RowReader(store, map, provider.GetRequiredService<ConfiguredConnections>(), clock, jitter, logger);
        var request = new RefreshRequest(
            store,
            provider.GetRequiredService<BiginTokenClient>(),
            map,
            provider.GetRequiredService<ConfiguredConnections>(),
            provider.GetRequiredService<RefreshTokenRevocation>(),
            new OrganizationCompletion(store, provider.GetRequiredService<OrganizationReader>(), logger),
            provider.GetRequiredService<ConnectionEvents>(),
            work,
            clock,
            jitter,
            logger);
        var refresher = new ConnectionRefresher(store, request, rows, work, realTime, clock, jitter, logger);
        return new AccessTokenCache(
            store,
            rows,
            refresher,
            work,
            realTime,
            provider.GetOptions().ConnectionRecheckInterval,
            provider.GetRequiredService<ConfiguredConnections>().KeyComparer,
            clock,
            logger);
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
        var grants = new NewGrantStorage(
            store,
            provider.GetRequiredService<OrganizationReader>(),
            provider.GetRequiredService<RefreshTokenRevocation>(),
            tokens,
            events,
            map,
            provider.GetClock(),
            provider.GetRequiredService<Jitter>(),
            logger);
        var connect = new ConnectFlow(store, tokenClient, grants, work, [.. provider.GetOptions().Scopes]);
        var import = new ImportFlow(store, tokenClient, grants, tokens, work, map, provider.GetClock());
        var disconnect = new DisconnectFlow(
            store, tokenClient, tokens, work, events, map, provider.GetRequiredService<ConfiguredConnections>(),
            provider.GetRequiredService<RealTime>(), logger);
        return new BiginConnections(store, map, connect, import, disconnect, tokens, provider.GetRequiredService<ApiHttpClients>());
    }
}
