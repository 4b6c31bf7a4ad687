using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Disconnecting
{
    private static readonly TestCaseData[] ResponsesToUnknownTokens =
    [
        Row(EmulatorFault.Html(400)),
        Row(EmulatorFault.Status(400)),
        Row(EmulatorFault.Error("invalid_code")),
        Row(EmulatorFault.Error("invalid_token")),
        Named("invalid_token", 400, """{"error":"invalid_token"}"""),
    ];

    private static readonly TestCaseData[] OtherFailures =
    [
        Row(EmulatorFault.Throttle),
        Row(EmulatorFault.Status(429)),
        Row(EmulatorFault.Html(401)),
        Row(EmulatorFault.Html(403)),
        Row(EmulatorFault.Status(404)),
        Row(EmulatorFault.Status(407)),
        Row(EmulatorFault.Status(408)),
        Row(EmulatorFault.Status(413)),
        Row(EmulatorFault.Status(500)),
        Row(EmulatorFault.Html(503)),
        Row(EmulatorFault.HtmlError),
        Row(EmulatorFault.CutConnection),
        Row(EmulatorFault.TruncatedBody),
        Row(EmulatorFault.Error("invalid_client")),
        Row(EmulatorFault.Error("general_error")),
        Named("invalid_client", 400, """{"error":"invalid_client"}"""),
        Named("access_denied, which is how Zoho throttles", 400, """{"error":"access_denied"}"""),
        Named("an error without a kind", 400, """{"error":"token_mismatch"}"""),
        Named("an empty object", 200, "{}"),
    ];

    [Test]
    public async Task Revokes_the_refresh_token_then_deletes_the_connection()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.MaskSecrets = false);
        await host.ConnectAsync();
        StoredConnection row = await host.RowAsync();

        DisconnectResult result = await host.Connections.DisconnectAsync(ConnectionHost.Key);

        result.Should().BeOfType<Disconnected>().Which.Key.Should().Be(ConnectionHost.Key);
        EmulatorRequest request = host.To("/oauth/v2/token/revoke").Should().ContainSingle().Subject;
        request.Parameters["token"].Should().Be(row.RefreshToken);
        request.Outcome.Should().Be("revoked");
        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected, "the token in memory is forgotten too");
        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<NotConnected>();
    }

    [TestCaseSource(nameof(ResponsesToUnknownTokens))]
    public async Task Deletes_what_Bigin_does_not_know_any_more(EmulatorFault fault)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, fault);

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [TestCaseSource(nameof(OtherFailures))]
    public async Task Keeps_what_Bigin_may_know_and_says_so(EmulatorFault fault)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection row = await host.RowAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, fault);

        DisconnectResult result = await host.Connections.DisconnectAsync(ConnectionHost.Key);

        result.Should().BeOfType<DisconnectFailed>().Which.Error.Hint.Should().NotBeEmpty();
        (await host.RowAsync()).Should().BeSameAs(row);
        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>("the lease was given back");
    }

    [Test]
    public async Task Keeps_what_was_not_answered_in_time()
    {
        TimeSpan patience = Hang.Limit;
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder => builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = patience));
        await host.ConnectAsync();
        patience = TimeSpan.FromMilliseconds(200);
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.Delay(Hang.Limit));

        DisconnectResult result = await host.Connections.DisconnectAsync(ConnectionHost.Key);

        result.Should().BeOfType<DisconnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.Timeout);
        (await host.RowAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task Deletes_a_connection_that_needs_consent()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.FailureAsync();

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [Test]
    public async Task Says_that_nothing_was_connected_and_sends_nothing()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<NotConnected>().Which.Key.Should().Be(ConnectionHost.Key);

        host.Emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Sends_nothing_where_somebody_else_has_deleted_the_connection_before_it_has_the_lease()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        string stamp = (await host.RowAsync()).ConcurrencyStamp;
        host.WatchedStore().BeforeLock = async () => await host.Store.TryDeleteAsync(ConnectionHost.Key, stamp);

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<NotConnected>();

        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
    }

    [Test]
    public async Task Is_done_where_somebody_else_has_deleted_the_connection_while_it_was_revoked()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await host.ConnectAsync();
        gate.Close();
        Task<DisconnectResult> disconnecting = host.Connections.DisconnectAsync(ConnectionHost.Key);
        await gate.Reached;

        await host.Store.TryDeleteAsync(ConnectionHost.Key, (await host.RowAsync()).ConcurrencyStamp);
        gate.Open();

        (await disconnecting).Should().BeOfType<Disconnected>();
        host.To("/oauth/v2/token/revoke").Should().ContainSingle();
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
    }

    [Test]
    public async Task Forgets_the_token_of_what_another_host_has_disconnected()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await using ConnectionHost neighbor = host.Neighbor();
        await host.ConnectAsync();
        await neighbor.Connections.DisconnectAsync(ConnectionHost.Key);

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<NotConnected>();

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
    }

    [Test]
    public async Task Leaves_a_consent_that_came_while_the_old_one_was_revoked()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)), options => options.MaskSecrets = false);
        await using ConnectionHost neighbor = host.Neighbor();
        await host.ConnectAsync();
        string first = (await host.RowAsync()).RefreshToken;
        gate.Close();
        Task<DisconnectResult> disconnecting = host.Connections.DisconnectAsync(ConnectionHost.Key);
        await gate.Reached;

        await neighbor.ConnectAsync();
        string second = (await host.RowAsync()).RefreshToken;
        gate.Open();

        (await disconnecting).Should().BeOfType<Disconnected>();
        host.To("/oauth/v2/token/revoke").Select(request => request.Parameters["token"]).Should().Equal(first);
        (await host.RowAsync()).RefreshToken.Should().Be(second);
        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
    }

    private static TestCaseData Row(EmulatorFault fault) => new TestCaseData(fault).SetArgDisplayNames(fault.ToString());

    private static TestCaseData Named(string name, int status, string body) =>
        new TestCaseData(EmulatorFault.Json(status, body)).SetArgDisplayNames($"{name} with {status}");
}
