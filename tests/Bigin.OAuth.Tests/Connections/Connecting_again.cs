using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Connecting_again
{
    private const string User = "three@example.com";

    [Test]
    public async Task To_the_same_organization_replaces_all_of_the_old_grant()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(logs));
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        StoredConnection before = await host.RowAsync();
        AccessToken oldToken = await host.TokenAsync();

        await host.ConnectAsync(organization: "Acorn Books");

        StoredConnection after = await host.RowAsync();
        after.ConcurrencyStamp.Should().NotBe(before.ConcurrencyStamp);
        after.RefreshToken.Should().NotBe(before.RefreshToken);
        after.AccessToken.Should().NotBe(before.AccessToken);
        AccessToken token = await host.TokenAsync();
        token.Reveal().Should().Be(after.AccessToken).And.NotBe(oldToken.Reveal());
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.TokenAsync();
        (await host.RowAsync()).RefreshToken.Should().Be(after.RefreshToken);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty("it isn't known whether Bigin would end the new one with it");
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "RefreshTokenLeft").Which.Message.Should().Contain(ConnectionHost.Key);
    }

    [Test]
    public async Task In_another_data_center_takes_the_connection_there()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.Users.Add(
            new("moved@example.com", "Moved", "eu", new EmulatorOrganization("700000101", "Acorn Books"))));
        await host.ConnectAsync();

        await host.ConnectAsync(user: "moved@example.com");

        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetAsync("org")).IsSuccessStatusCode.Should().BeTrue();
        host.To("/bigin/v2/org").Last().DataCenter.Should().Be("eu");
    }

    [Test]
    public async Task Mends_a_connection_that_needs_consent()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);

        (await host.ConnectAsync()).Status.Should().Be(ConnectionStatus.Active);

        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
    }

    [Test]
    public async Task Ends_the_pause_after_a_failure()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.RefreshFailed);

        await host.ConnectAsync();

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task Without_a_refresh_token_saves_nothing_the_first_time()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();

        ConnectResult result = await host.Connections.ConnectAsync("other", await host.AcceptAsync(force: false));

        result.Should().BeOfType<RefreshTokenMissing>().Which.DataCenter.Id.Should().Be("us");
        (await host.Connections.FindAsync("other")).Should().BeNull();
    }

    [Test]
    public async Task Without_a_refresh_token_changes_nothing()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection before = await host.RowAsync();
        AccessToken token = await host.TokenAsync();

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(force: false));

        result.Should().BeOfType<RefreshTokenMissing>();
        (await host.RowAsync()).Should().BeSameAs(before);
        (await host.TokenAsync()).Should().BeSameAs(token);
    }

    [Test]
    public async Task Changes_nothing_where_the_response_to_the_code_is_lost()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection before = await host.RowAsync();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.CutConnection);

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.Unreachable);
        (await host.RowAsync()).Should().BeSameAs(before);
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.TokenAsync()).Should().NotBeNull("the key keeps what it had");
    }

    [Test]
    public async Task To_another_organization_changes_nothing_and_revokes_the_new_refresh_token()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.MaskSecrets = false);
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        StoredConnection before = await host.RowAsync();
        AccessToken token = await host.TokenAsync();

        var different = (await ConnectToOtherAsync(host, OrganizationChange.Ask)).Should().BeOfType<DifferentOrganization>().Subject;

        different.Current.Organization!.Name.Should().Be("Acorn Books");
        different.Picked!.Name.Should().Be("Birch Bicycles");
        (await host.RowAsync()).Should().BeSameAs(before);
        (await host.TokenAsync()).Should().BeSameAs(token);
        EmulatorRequest revocation = host.To("/oauth/v2/token/revoke").Should().ContainSingle().Subject;
        revocation.Outcome.Should().Be("revoked");
        revocation.Parameters["token"].Should().NotBe(before.RefreshToken);
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.TokenAsync()).Should().NotBeNull("the connection goes on");
    }

    [Test]
    public async Task To_another_organization_moves_the_key_where_the_host_allows_it_and_revokes_the_old_refresh_token()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.MaskSecrets = false);
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        StoredConnection before = await host.RowAsync();

        ConnectResult result = await ConnectToOtherAsync(host, OrganizationChange.Allow);

        result.Should().BeOfType<Connected>().Which.Connection.Organization!.Name.Should().Be("Birch Bicycles");
        StoredConnection after = await host.RowAsync();
        after.OrganizationId.Should().Be("700000102");
        after.RefreshToken.Should().NotBe(before.RefreshToken);
        (await host.TokenAsync()).Reveal().Should().Be(after.AccessToken);
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetStringAsync("org")).Should().Contain("Birch Bicycles");
        await host.UntilAsync(() => host.To("/oauth/v2/token/revoke").Any());
        host.To("/oauth/v2/token/revoke").Should().ContainSingle().Which.Parameters["token"].Should().Be(before.RefreshToken);
    }

    [Test]
    public async Task After_one_that_changed_nothing_leaves_nothing_to_look_up_in_the_store()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        (await ConnectToOtherAsync(host, OrganizationChange.Ask)).Should().BeOfType<DifferentOrganization>();

        await host.ConnectAsync(user: User, organization: "Acorn Books");
        int finds = host.WatchedStore().Finds;
        await host.TokenAsync();

        host.WatchedStore().Finds.Should().Be(finds);
    }

    private static async Task<ConnectResult> ConnectToOtherAsync(ConnectionHost host, OrganizationChange change) =>
        await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(User, "Birch Bicycles"), change);
}
