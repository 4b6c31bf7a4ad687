using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Consent_that_is_needed
{
    private static readonly TestCaseData[] NoReasons =
    [
        Row(EmulatorFault.HtmlError),
        Row(EmulatorFault.Html(400)),
        Row(EmulatorFault.Html(503)),
        Row(EmulatorFault.Status(401)),
        Row(EmulatorFault.Status(500)),
        Row(EmulatorFault.Throttle),
        Row(EmulatorFault.CutConnection),
        Row(EmulatorFault.TruncatedBody),
        Row(EmulatorFault.Error("invalid_client")),
        Row(EmulatorFault.Error("invalid_client_secret")),
        Row(EmulatorFault.Error("invalid_redirect_uri")),
        Row(EmulatorFault.Error("invalid_token")),
        Row(EmulatorFault.Error("invalid_grant")),
        Row(EmulatorFault.Error("access_denied")),
        Row(EmulatorFault.Error("Access Denied")),
        Row(EmulatorFault.Error("Invalid_Code")),
        Row(EmulatorFault.Error("invalid_code ")),
        Row(EmulatorFault.Error("general_error")),
        Named("an empty object", "{}"),
        Named("invalid_code in a list", """{"error":["invalid_code"]}"""),
        Named("invalid_code as a description", """{"error":"general_error","error_description":"invalid_code"}"""),
    ];

    [Test]
    public async Task Is_saved_and_said_once_and_then_at_once_without_a_request()
    {
        var events = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(events));
        await host.ConnectAsync();
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        BiginConnectionException[] failures = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(host.FailureAsync)));
        BiginConnectionException later = await host.FailureAsync();

        failures.Append(later).Should().OnlyContain(failure => failure.Reason == ConnectionFailure.NeedsConsent && failure.Key == ConnectionHost.Key);
        host.Refreshes.Should().ContainSingle();
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.NeedsConsent);
        (await host.Connections.FindAsync(ConnectionHost.Key))!.Status.Should().Be(ConnectionStatus.NeedsConsent);
        await events.WaitForAsync("ConsentNeeded tenant-42 NeedsConsent");
        events.Entries.Where(entry => entry.StartsWith("ConsentNeeded", StringComparison.Ordinal)).Should().ContainSingle();
    }

    [Test]
    public async Task Ends_the_token_in_use_where_a_refresh_that_was_asked_for_finds_it_out()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await host.TokenAsync();
        host.Emulator.RevokeAll("one@example.com");
        await host.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>();

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);
    }

    [Test]
    public async Task Keeps_what_is_known_of_the_connection()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection before = await host.RowAsync();
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        await host.FailureAsync();

        StoredConnection after = await host.RowAsync();
        after.RefreshToken.Should().Be(before.RefreshToken);
        after.OrganizationId.Should().Be(before.OrganizationId);
        after.Scopes.Should().Equal(before.Scopes);
        after.ConnectedAt.Should().Be(before.ConnectedAt);
    }

    [Test]
    public async Task Is_found_out_by_hosts_that_share_a_store_with_one_request()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await using ConnectionHost neighbor = host.Neighbor();
        await neighbor.TokenAsync();
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run((i % 2 == 0 ? host : neighbor).FailureAsync)));

        host.Refreshes.Should().ContainSingle();
    }

    [TestCaseSource(nameof(NoReasons))]
    public async Task Is_not_what_any_other_answer_says(EmulatorFault fault)
    {
        var events = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(events));
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, fault);

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.RefreshFailed);
        failure.Error.Should().NotBeNull();
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5)); // the pause after throttling
        (await host.TokenAsync()).Should().NotBeNull();
        events.Entries.Should().NotContain(entry => entry.StartsWith("ConsentNeeded", StringComparison.Ordinal));
    }

    [Test]
    public async Task Is_not_what_a_time_out_says()
    {
        TimeSpan patience = Hang.Limit;
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder => builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = patience));
        await host.ConnectAsync();
        patience = TimeSpan.FromMilliseconds(200);
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Delay(Hang.Limit));

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.RefreshFailed);
        failure.Error!.Kind.Should().Be(TokenErrorKind.Timeout);
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
    }

    [Test]
    public async Task Is_saved_over_what_another_process_has_stored_meanwhile()
    {
        await using ConnectionHost host = await StartAsync((store, row) => store.TrySaveAsync(row.Changed(organizationName: "Another"), row.ConcurrencyStamp));

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);

        StoredConnection saved = await host.RowAsync();
        saved.Status.Should().Be(ConnectionStatus.NeedsConsent);
        saved.OrganizationName.Should().Be("Another");
    }

    [TestCase(null)]
    [TestCase("1000.new.grant")]
    public async Task Is_not_saved_over_a_token_that_another_process_has_stored_meanwhile(string? newGrant)
    {
        await using ConnectionHost host = await StartAsync((store, row) => store.TrySaveAsync(
            row.Changed(refreshToken: newGrant, accessToken: "1000.new.token", accessTokenExpiresAt: row.AccessTokenExpiresAt + TimeSpan.FromHours(3)), row.ConcurrencyStamp));

        (await host.TokenAsync()).Reveal().Should().Be("1000.new.token");

        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
    }

    [Test]
    public async Task Is_not_saved_where_another_process_has_deleted_the_connection_meanwhile()
    {
        await using ConnectionHost host = await StartAsync((store, row) => store.TryDeleteAsync(row.Key, row.ConcurrencyStamp));

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);

        (await host.Store.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    /// <summary>Starts a host whose next refresh finds the consent gone, and a process that changes the row before that is saved.</summary>
    private static async Task<ConnectionHost> StartAsync(Func<IBiginConnectionStore, StoredConnection, ValueTask<bool>> change)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error("invalid_code"));
        host.WatchedStore().BeforeSave = async connection =>
        {
            if (connection.Status == ConnectionStatus.NeedsConsent)
            {
                host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
                (await change(host.Store, await host.RowAsync())).Should().BeTrue();
            }

            return true;
        };
        return host;
    }

    private static TestCaseData Row(EmulatorFault fault) => new TestCaseData(fault).SetArgDisplayNames(fault.ToString());

    private static TestCaseData Named(string name, string body) => new TestCaseData(EmulatorFault.Json(200, body)).SetArgDisplayNames(name);
}
