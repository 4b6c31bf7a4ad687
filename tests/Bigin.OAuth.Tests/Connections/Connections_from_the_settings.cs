using Bigin.OAuth.Emulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginOAuthBuilder))]
public sealed class Connections_from_the_settings
{
    private ConfigurationManager? _settings;

    private const string Setting = "Bigin:Connections:tenant-42:RefreshToken";

    [Test]
    public async Task Give_a_token_by_one_refresh_in_any_case_of_their_key()
    {
        await using ConnectionHost host = await StartAsync();

        AccessToken[] tokens = await Task.WhenAll(
            Enumerable.Range(0, 1_000).Select(index => host.Connections.GetAccessTokenAsync(index % 2 == 0 ? "tenant-42" : "TENANT-42").AsTask()));

        tokens.Select(token => token.Reveal()).Distinct().Should().ContainSingle();
        host.Refreshes.Should().ContainSingle();
        (await host.Connections.FindAsync("Tenant-42"))!.Key.Should().Be("tenant-42");
    }

    [Test]
    public async Task Are_one_in_every_spelling_of_their_key_also_after_they_have_ended()
    {
        await using ConnectionHost host = await StartAsync();
        await host.Connections.GetAccessTokenAsync("Tenant-42");

        (await host.Connections.DisconnectAsync("TENANT-42")).Should().BeOfType<Disconnected>();

        foreach (string key in new[] { "tenant-42", "Tenant-42", "TENANT-42" })
        {
            (await host.Awaiting(x => x.Connections.GetAccessTokenAsync(key).AsTask()).Should().ThrowAsync<BiginConnectionException>())
                .Which.Reason.Should().Be(ConnectionFailure.NotConnected);
        }
    }

    [Test]
    public async Task Are_never_revoked_by_a_consent_after_the_settings_were_reloaded_nor_under_another_key()
    {
        await using ConnectionHost host = await StartAsync(configure: options => options.ReplacedTokenRevocation = ReplacedTokenRevocation.Always);
        var token = new RefreshToken((await host.RowAsync()).RefreshToken);
        DataCenter us = host.Emulator.DataCenters.Single(x => x.Id == "us");
        (await host.Connections.ImportAsync("another", token, us)).Should().BeOfType<Connected>();
        _settings![Setting] = "1000.reloaded";

        await host.ConnectAsync();
        await host.ConnectAsync("another");

        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Are_proven_by_an_import_of_the_same_token_before_they_were_used()
    {
        await using ConnectionHost host = await StartAsync();
        var token = new RefreshToken((await host.RowAsync()).RefreshToken);
        host.Emulator.RevokeAll("one@example.com");

        ConnectResult result = await host.Connections.ImportAsync(ConnectionHost.Key, token, host.Emulator.DataCenters.Single(x => x.Id == "us"));

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidRefreshToken);
    }

    [Test]
    public async Task Fail_for_now_where_Bigin_is_busy_and_are_asked_again_later()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.RefreshFailed);
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(6));

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task Call_the_API_of_their_data_center()
    {
        await using ConnectionHost host = await StartAsync(user: "europe@example.com", dataCenter: "EU");
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);

        (await bigin.GetAsync("org")).IsSuccessStatusCode.Should().BeTrue();

        host.To("/bigin/v2/org").Should().Contain(request => request.DataCenter == "eu");
    }

    [Test]
    public async Task Keep_Zohos_limit()
    {
        await using ConnectionHost host = await StartAsync();
        for (int i = 0; i < 10; i++)
        {
            await host.RefreshAsync();
        }

        (await host.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.BudgetExhausted);

        host.Refreshes.Should().HaveCount(10);
    }

    [Test]
    public async Task Are_listed_and_counted()
    {
        await using ConnectionHost host = await StartAsync();

        List<ConnectionSummary> all = [];
        await foreach (ConnectionSummary summary in host.Connections.ListAsync())
        {
            all.Add(summary);
        }

        all.Should().ContainSingle().Which.Key.Should().Be("tenant-42");
    }

    [Test]
    public async Task That_Bigin_no_longer_knows_name_the_setting_to_replace()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.RevokeAll("one@example.com");

        BiginConnectionException found = await host.FailureAsync();
        BiginConnectionException later = await host.FailureAsync();

        found.Reason.Should().Be(ConnectionFailure.NeedsConsent);
        found.Message.Should().Contain(Setting);
        later.Message.Should().Contain(Setting);
    }

    [Test]
    public async Task Are_replaced_by_a_consent_until_the_process_ends_and_stay_valid()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(logs: logs, configure: options => options.ReplacedTokenRevocation = ReplacedTokenRevocation.Always);
        string configured = (await host.RowAsync()).RefreshToken;

        await host.ConnectAsync();

        (await host.RowAsync()).RefreshToken.Should().NotBe(configured);
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "ConfiguredTokenReplaced").Which.Message.Should().Contain(Setting);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Are_revoked_by_a_disconnect_which_names_the_setting_to_remove()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(logs: logs);

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        host.To("/oauth/v2/token/revoke").Should().ContainSingle().Which.Outcome.Should().Be("revoked");
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "ConfiguredConnectionEnded").Which.Message.Should().Contain(Setting);
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
    }

    [Test]
    public async Task That_were_replaced_are_ended_like_any_other()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(logs: logs);
        await host.ConnectAsync();

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        logs.Entries.Should().NotContain(entry => entry.Id.Name == "ConfiguredConnectionEnded");
    }

    [Test]
    public async Task Are_imported_without_a_request_under_their_own_key_once_they_were_used()
    {
        await using ConnectionHost host = await StartAsync();
        await host.TokenAsync();
        var token = new RefreshToken((await host.RowAsync()).RefreshToken);

        (await host.Connections.ImportAsync(ConnectionHost.Key, token, host.Emulator.DataCenters.Single(x => x.Id == "us"))).Should().BeOfType<Connected>();

        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Of_several_sections_are_all_there_and_the_later_one_wins()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder
            .UseConfiguredConnections(Section(("a", "1000.a", "us"), ("b", "1000.b", "us")))
            .UseConfiguredConnections(Section(("B", "1000.c", "eu"))));

        (await host.Store.FindAsync("a"))!.RefreshToken.Should().Be("1000.a");
        (await host.Store.FindAsync("b"))!.RefreshToken.Should().Be("1000.c");
    }

    [Test]
    public async Task Say_at_start_that_access_tokens_are_in_memory_and_nothing_more()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(logs: logs);

        foreach (IHostedService service in host.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }

        logs.Entries.Where(entry => entry.Id.Name is "ConnectionsConfigured" or "KeptInMemory").Should().ContainSingle().Which.Id.Name.Should().Be("ConnectionsConfigured");
        logs.Entries.Should().NotContain(entry => entry.Message.Contains("1000.", StringComparison.Ordinal) && entry.Message.Contains("onnections:", StringComparison.Ordinal));
    }

    private static IConfigurationSection Section(params (string Key, string RefreshToken, string DataCenter)[] connections) => new ConfigurationBuilder()
        .AddInMemoryCollection(connections.SelectMany(connection => new KeyValuePair<string, string?>[]
        {
            new($"Bigin:Connections:{connection.Key}:RefreshToken", connection.RefreshToken),
            new($"Bigin:Connections:{connection.Key}:DataCenter", connection.DataCenter),
        })).Build().GetSection("Bigin:Connections");

    private async Task<ConnectionHost> StartAsync(
        string user = "one@example.com", string dataCenter = "us", RecordedLogs? logs = null, Action<BiginOAuthOptions>? configure = null)
    {
        ConfigurationManager settings = _settings = new ConfigurationManager();
        ConnectionHost host = await ConnectionHost.StartAsync(
            builder =>
            {
                builder.UseConfiguredConnections(settings.GetSection("Bigin:Connections"));
                if (logs is not null)
                {
                    builder.Record(logs);
                }
            },
            configure: configure);

        // They are read when they are needed first.
        settings[Setting] = host.Emulator.IssueRefreshToken(user).Reveal();
        settings["Bigin:Connections:tenant-42:DataCenter"] = dataCenter;
        return host;
    }
}
