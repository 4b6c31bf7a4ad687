using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>What tests do with a <see cref="ConnectionHost"/>.</summary>
internal static class ConnectionHosts
{
    /// <summary>How often a connection can be refreshed in ten minutes: the exchange has made the first of ten access tokens.</summary>
    internal const int RefreshesOfTenMinutes = 9;

    /// <summary>Wraps the store that is registered so far.</summary>
    internal static void WatchStore(this BiginOAuthBuilder builder)
    {
        ServiceDescriptor store = builder.Services.Last(service => service.ServiceType == typeof(IBiginConnectionStore));
        builder.Services.AddSingleton<IBiginConnectionStore>(services => new WatchedStore((IBiginConnectionStore)(store.ImplementationInstance ?? store.ImplementationFactory!(services))));
    }

    internal static void Record(this BiginOAuthBuilder builder, IBiginConnectionEvents events) => builder.Services.AddSingleton(events);

    internal static void Record(this BiginOAuthBuilder builder, RecordedLogs logs) => builder.Services.AddLogging(logging => logging.AddProvider(logs));

    /// <inheritdoc cref="Waits.PassWaits(IServiceCollection)"/>
    internal static void PassWaits(this BiginOAuthBuilder builder) => builder.Services.PassWaits();

    internal static WatchedStore WatchedStore(this ConnectionHost host) => (WatchedStore)host.Store;

    /// <summary>Makes a host that shares the store, as another process would.</summary>
    internal static ConnectionHost Neighbor(this ConnectionHost host, Action<BiginOAuthBuilder>? build = null) => host.Sibling(builder =>
    {
        builder.Services.AddSingleton(host.Store);
        build?.Invoke(builder);
    });

    internal static async Task<StoredConnection> RowAsync(this ConnectionHost host) => (await host.Store.FindAsync(ConnectionHost.Key))!;

    internal static Task<AccessToken> TokenAsync(this ConnectionHost host) => host.Connections.GetAccessTokenAsync(ConnectionHost.Key).AsTask();

    internal static async Task<BiginConnectionException> FailureAsync(this ConnectionHost host) =>
        (await host.Awaiting(x => x.TokenAsync()).Should().ThrowAsync<BiginConnectionException>()).Which;

    internal static Task<BiginConnection> RefreshAsync(this ConnectionHost host) => host.Connections.RefreshAsync(ConnectionHost.Key);

    /// <summary>Copies a row with a change, as another process would store it, with a stamp of its own, or as it may have been read.</summary>
    internal static StoredConnection Changed(
        this StoredConnection row, string? dataCenter = null, string? refreshToken = null, string? accessToken = null,
        DateTimeOffset? accessTokenExpiresAt = null, string? organizationName = null, ConnectionStatus? status = null,
        bool keepsStamp = false) => new()
        {
            Key = row.Key,
            ConcurrencyStamp = keepsStamp ? row.ConcurrencyStamp : Guid.NewGuid().ToString(),
            DataCenter = dataCenter ?? row.DataCenter,
            RefreshToken = refreshToken ?? row.RefreshToken,
            AccessToken = accessToken ?? row.AccessToken,
            AccessTokenExpiresAt = accessTokenExpiresAt ?? row.AccessTokenExpiresAt,
            Scopes = row.Scopes,
            OrganizationId = row.OrganizationId,
            OrganizationName = organizationName ?? row.OrganizationName,
            IsImported = row.IsImported,
            Status = status ?? row.Status,
            ConnectedAt = row.ConnectedAt,
            RecentRefreshes = row.RecentRefreshes,
        };

    /// <summary>Makes all access tokens that Bigin gives in ten minutes.</summary>
    internal static async Task UseUpBudgetAsync(this ConnectionHost host)
    {
        for (int i = 0; i < RefreshesOfTenMinutes; i++)
        {
            await host.RefreshAsync();
        }
    }

    /// <summary>Makes an API call that Bigin answers once the token that it refuses at first is refreshed.</summary>
    internal static async Task CallWithStaleTokenAsync(this ConnectionHost host)
    {
        host.Emulator.ExpireAccessTokens();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        using HttpResponseMessage answer = await bigin.GetAsync("org");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Imports a refresh token under the key of the host.</summary>
    internal static Task<ConnectResult> ImportAsync(
        this ConnectionHost host, RefreshToken token, string dataCenter = "us", OrganizationChange change = OrganizationChange.Ask) =>
        host.Connections.ImportAsync(ConnectionHost.Key, token, host.GetDataCenter(dataCenter), change);

    internal static DataCenter GetDataCenter(this ConnectionHost host, string id) => host.Emulator.DataCenters.Single(dataCenter => dataCenter.Id == id);

    internal static async Task<AuthorizationResult> AcceptAsync(this ConnectionHost host, Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> link)
    {
        AuthorizationRequest request = link(host.Services.GetRequiredService<AuthorizationUrlBuilder>().WithForcedConsent()).Build();
        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "one@example.com");
        return (AuthorizationResult)host.Services.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);
    }

    /// <summary>Waits for what happens beside the callers. Minutes pass only where it never comes.</summary>
    internal static Task UntilAsync(this ConnectionHost host, Func<bool> condition) => host.UntilAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(ConnectionHost, Func{bool})"/>
    internal static async Task UntilAsync(this ConnectionHost host, Func<Task<bool>> condition)
    {
        using var bound = new CancellationTokenSource(Hang.Limit);
        while (!await condition())
        {
            if (bound.IsCancellationRequested)
            {
                Assert.Fail($"It never came. {host.Tell()}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Tells what the emulator was asked, and what the host has logged where that is recorded.</summary>
    internal static string Tell(this ConnectionHost host) => string.Join(
        '\n', ["Requests:", .. host.Emulator.Requests, "Logs:", .. host.Services.GetServices<ILoggerProvider>().OfType<RecordedLogs>().SelectMany(logs => logs.Entries)]);

    internal static IEnumerable<EmulatorRequest> To(this ConnectionHost host, string path) => host.Emulator.Requests.Where(request => request.Path == path);
}
