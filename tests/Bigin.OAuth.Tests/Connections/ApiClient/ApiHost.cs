using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>A host whose data centers <c>us</c> and <c>eu</c> are at addresses of the test's, and which has connections without a consent.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    internal const string Key = "tenant-42";

    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private readonly ServiceProvider _services;

    private ApiHost(Uri api, Uri? accounts, Uri? apiOfEurope, Action<BiginOAuthBuilder>? build)
    {
        _services = HostServices.Build(
            options =>
            {
                options.ClientId = Client.Id;
                options.ClientSecret = Client.Secret;
                options.DataCenters.Clear();
                options.DataCenters.Add(new DataCenter("us", accounts ?? Nowhere, api));
                options.DataCenters.Add(new DataCenter("eu", new Uri("http://127.0.0.1:10"), apiOfEurope ?? Nowhere));
            },
            build,
            services => services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, Clock));
    }

    internal FakeTimeProvider Clock { get; } = new(Tests.Client.Now);

    internal IServiceProvider Services => _services;

    internal BiginConnections Connections => _services.GetRequiredService<BiginConnections>();

    /// <summary>Starts a host with one connection, <see cref="Key"/> in <c>us</c>.</summary>
    internal static async Task<ApiHost> StartAsync(Uri api, Uri? accounts = null, Uri? apiOfEurope = null, Action<BiginOAuthBuilder>? build = null)
    {
        var host = new ApiHost(api, accounts, apiOfEurope, build);
        await host.AddConnectionAsync(Key);
        return host;
    }

    internal static string GetToken(string key) => $"1000.first.{key}";

    /// <summary>The answer to a refresh.</summary>
    internal static Tokens.RawAnswer Refreshed(string accessToken, int expiresIn = 3600) =>
        Tokens.RawAnswer.Json($$"""{"access_token":"{{accessToken}}","token_type":"Bearer","expires_in":{{expiresIn}}}""");

    internal async Task AddConnectionAsync(string key, string dataCenter = "us", ConnectionStatus status = ConnectionStatus.Active)
    {
        bool saved = await _services.GetRequiredService<IBiginConnectionStore>().TrySaveAsync(new StoredConnection
        {
            Key = key,
            DataCenter = dataCenter,
            RefreshToken = "1000.refresh.refresh",
            AccessToken = GetToken(key),
            AccessTokenExpiresAt = Clock.GetUtcNow() + TimeSpan.FromHours(1),
            OrganizationId = "942010964",
            Status = status,
            ConnectedAt = Clock.GetUtcNow(),
        }, expectedStamp: null);
        saved.Should().BeTrue();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
