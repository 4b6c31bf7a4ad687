using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>A host whose data center <c>us</c> is at an address of the test's, and whose clock stands still.</summary>
internal sealed class TokenHost : IAsyncDisposable
{
    internal const string Code = "1000.code.code";

    private readonly ServiceProvider _services;

    internal TokenHost(Uri accountsServer, Action<BiginOAuthOptions>? configure = null, Action<BiginOAuthBuilder>? build = null, Action<IServiceCollection>? before = null)
    {
        _services = HostServices.Build(
            options =>
            {
                options.ClientId = Client.Id;
                options.ClientSecret = Client.Secret;
                options.RedirectUri = Client.RedirectUri;
                options.DataCenters[0] = new DataCenter("us", accountsServer, new Uri("https://www.zohoapis.com"));
                configure?.Invoke(options);
            },
            build,
            services =>
            {
                services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, Clock);
                before?.Invoke(services);
            });
    }

    internal FakeTimeProvider Clock { get; } = new(Client.Now);

    internal IServiceProvider Services => _services;

    internal AuthorizationUrlBuilder Links => _services.GetRequiredService<AuthorizationUrlBuilder>();

    internal BiginTokenClient Tokens => _services.GetRequiredService<BiginTokenClient>();

    internal DataCenter DataCenter => _services.GetRequiredService<Microsoft.Extensions.Options.IOptions<BiginOAuthOptions>>().Value.DataCenters[0];

    internal static RefreshToken RefreshToken { get; } = new("1000.refresh.refresh");

    /// <summary>What comes of a redirect from this host's accounts server with the state of a link.</summary>
    internal AuthorizationResult Accepted(PendingAuthorization? pending = null, string code = Code)
    {
        pending ??= Links.Build().Pending;
        string origin = Uri.EscapeDataString(DataCenter.AccountsServer.GetLeftPart(UriPartial.Authority));
        return _services.GetRequiredService<RedirectResponseParser>()
            .Parse($"state={pending.State}&code={code}&location=us&accounts-server={origin}&", pending)
            .Should().BeOfType<AuthorizationResult>().Subject;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
