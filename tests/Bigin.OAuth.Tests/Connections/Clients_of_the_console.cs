using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Clients_of_the_console
{
    private const string China = "1000.EMULATOR00000000000000000CHINA";

    [Test]
    public async Task Serve_China_and_the_rest_in_one_host_each_with_its_own_id_and_secret()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configure: options => options.ClientIds["cn"] = "the host's own");
        AuthorizationUrlBuilder links = host.Services.GetRequiredService<AuthorizationUrlBuilder>().WithForcedConsent();
        EmulatorClient main = host.Emulator.Clients[0];
        EmulatorClient own = host.Emulator.Clients.Single(client => client.DataCenters is ["cn"]);

        await ConnectAsync(host, links, "europe", "europe@example.com");
        await ConnectAsync(host, links.WithDataCenter("cn"), "china", "china@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        foreach (string key in new[] { "europe", "china" })
        {
            (await host.Connections.GetAccessTokenAsync(key)).Should().NotBeNull();
            (await host.Connections.DisconnectAsync(key)).Should().BeOfType<Disconnected>();
        }

        (string DataCenter, string ClientId)[] sent =
        [
            .. host.Emulator.Requests.Where(request => request.Path == "/oauth/v2/token")
                .Select(request => (request.DataCenter, request.Parameters["client_id"])),
        ];
        host.Emulator.Requests.Where(request => request.Path == "/oauth/v2/token/revoke").Select(request => request.DataCenter).Should().Equal("eu", "cn");
        sent.Should().Equal(("eu", main.Id), ("cn", own.Id), ("eu", main.Id), ("cn", own.Id));
        own.Secret.Should().NotBe(main.Secret, "the emulator takes each id with its own secret alone");
    }

    [Test]
    public async Task Of_China_are_unknown_elsewhere_and_the_others_there()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            configureEmulator: options =>
            {
                foreach (string dataCenter in DataCenter.All.Select(dataCenter => dataCenter.Id).Where(id => id != "cn"))
                {
                    options.EnabledDataCenters.Add(dataCenter);
                }
            });
        AuthorizationRequest request = host.Services.GetRequiredService<AuthorizationUrlBuilder>().WithDataCenter("cn").Build();

        Func<Task> accept = () => host.Emulator.AcceptAsync(request.Url, "china@example.com");

        await accept.Should().ThrowAsync<InvalidOperationException>("one id for all is not enough");
    }

    [Test]
    public async Task That_need_no_redirect_uri_refresh_tokens_that_exist_already()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        using ServiceProvider services = new ServiceCollection()
            .AddBiginOAuth(options => options.ClientType = BiginClientType.SelfClient).UseEmulator(emulator).Services.BuildServiceProvider();
        EmulatorClient own = emulator.Clients.Single(client => client.Type is EmulatorClientType.SelfClient);
        RefreshToken token = emulator.IssueRefreshToken("one@example.com", clientId: own.Id);

        TokenResponse response = await services.GetRequiredService<BiginTokenClient>().RefreshAsync(token, emulator.DataCenters.Single(x => x.Id == "us"));

        response.Should().BeOfType<BiginTokens>();
        emulator.Requests.Single(request => request.Path == "/oauth/v2/token").Parameters["client_id"].Should().Be(own.Id);
    }

    [Test]
    public async Task Are_kept_where_the_emulator_knows_them_so_that_a_worker_without_links_shares_the_tokens_of_a_web_application()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        using ServiceProvider services = new ServiceCollection()
            .AddBiginOAuth(options => (options.ClientType, options.ClientId) = (BiginClientType.SelfClient, emulator.ClientId)).UseEmulator(emulator)
            .Services.BuildServiceProvider();
        RefreshToken token = emulator.IssueRefreshToken("one@example.com");

        TokenResponse response = await services.GetRequiredService<BiginTokenClient>().RefreshAsync(token, emulator.DataCenters.Single(x => x.Id == "us"));

        response.Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task That_are_not_enabled_in_a_data_center_are_told_so()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.EnabledDataCenters.Add("us"));

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync("europe@example.com"));

        result.Should().BeOfType<ConnectFailed>().Which.Error.Should().Match<TokenError>(error =>
            error.Kind == TokenErrorKind.InvalidClient && error.Hint.Contains("Multi-DC", StringComparison.Ordinal));
    }

    [Test]
    public async Task Of_the_kind_mobile_connect_with_PKCE_and_a_scheme_of_their_own()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            configure: options => (options.ClientType, options.RedirectUri) = (BiginClientType.Mobile, new Uri("myapp://connected")));

        BiginConnection connection = await host.ConnectAsync();

        connection.Organization!.Name.Should().Be("Acorn Books");
        host.Emulator.Requests.Single(request => request.Path == "/oauth/v2/token").Parameters.Should().ContainKey("code_verifier");
    }

    [Test]
    public async Task That_are_granted_less_than_they_asked_for_show_it()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(logs), options => options.WithheldScopes.Add(BiginScopes.Users.Read));

        BiginConnection connection = await host.ConnectAsync();

        connection.Scopes.Should().Equal(BiginScopes.Org.Read);
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "ScopesNotGranted").Which.Message
            .Should().Contain("tenant-42").And.EndWith($"Missing: {BiginScopes.Users.Read}");
    }

    [Test]
    public async Task That_are_granted_all_that_they_asked_for_log_nothing_of_it()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(logs));

        (await host.ConnectAsync()).Scopes.Should().BeEquivalentTo(BiginScopes.Org.Read, BiginScopes.Users.Read);

        logs.Entries.Should().NotContain(entry => entry.Id.Name == "ScopesNotGranted");
    }

    private static async Task ConnectAsync(ConnectionHost host, AuthorizationUrlBuilder links, string key, string user)
    {
        AuthorizationRequest request = links.Build();
        Uri redirect = await host.Emulator.AcceptAsync(request.Url, user);
        RedirectResponse response = host.Services.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);
        (await host.Connections.ConnectAsync(key, response.Should().BeOfType<AuthorizationResult>().Subject)).Should().BeOfType<Connected>();
    }
}
