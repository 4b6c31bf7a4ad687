namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Servers_that_share_a_store
{
    private const string User = "three@example.com";

    [Test]
    public async Task Disconnecting_on_one_leaves_the_consent_that_another_has_just_stored()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync();
        string first = (await one.RowAsync()).RefreshToken;
        one.WatchedStore().BeforeDelete = async () =>
        {
            one.WatchedStore().BeforeDelete = () => Task.CompletedTask;
            await other.ConnectAsync();
        };

        (await one.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        StoredConnection row = await one.RowAsync();
        row.RefreshToken.Should().NotBe(first);
        Revoked(one).Should().Equal(first);
        (await one.TokenAsync()).Reveal().Should().Be(row.AccessToken);
        (await other.TokenAsync()).Reveal().Should().Be(row.AccessToken);
    }

    [Test]
    public async Task Disconnecting_gives_those_who_wait_the_token_of_the_consent_that_it_leaves()
    {
        await using ConnectionHost one = await StartAsync();
        await one.ConnectAsync();
        string first = (await one.RowAsync()).RefreshToken;
        var disconnect = new Gate();
        var refresh = new Gate();
        one.WatchedStore().BeforeLock = () =>
        {
            one.WatchedStore().BeforeLock = () => Task.CompletedTask;
            disconnect.Close();
            one.WatchedStore().BeforeFind = () => disconnect.PassAsync();
            return Task.CompletedTask;
        };
        Task<DisconnectResult> disconnecting = one.Connections.DisconnectAsync(ConnectionHost.Key);
        await disconnect.Reached;
        one.WatchedStore().BeforeFind = () => Task.CompletedTask;
        await one.ConnectAsync();
        one.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        refresh.Close();
        one.WatchedStore().BeforeSave = async _ =>
        {
            await refresh.PassAsync();
            return true;
        };
        Task<AccessToken> waiting = one.TokenAsync();
        await refresh.Reached;

        disconnect.Open();
        (await disconnecting).Should().BeOfType<Disconnected>();
        refresh.Open();

        (await waiting).Reveal().Should().Be((await one.RowAsync()).AccessToken);
        (await one.RowAsync()).RefreshToken.Should().NotBe(first);
    }

    [Test]
    public async Task A_refresh_that_is_overtaken_never_writes_its_grant_over_a_new_consent([Values(2, 3)] int save)
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor(builder => builder.PassWaits());
        await one.ConnectAsync(user: User, organization: "Acorn Books");
        one.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        one.WatchedStore().BeforeSave = async _ =>
        {
            if (one.WatchedStore().Saves == save) // the second counts the refresh, the third has its token
            {
                one.WatchedStore().BeforeSave = _ => Task.FromResult(true);
                await other.Connections.DisconnectAsync(ConnectionHost.Key);
                await other.ConnectAsync(user: User, organization: "Birch Bicycles");
            }

            return true;
        };

        AccessToken token = await one.TokenAsync();

        StoredConnection row = await one.RowAsync();
        row.OrganizationName.Should().Be("Birch Bicycles");
        row.Status.Should().Be(ConnectionStatus.Active);
        token.Reveal().Should().Be(row.AccessToken);
        one.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await one.TokenAsync()).Should().NotBeNull("the refresh token in the row is the new consent's");
    }

    [Test]
    public async Task A_connect_that_is_overtaken_is_decided_anew_from_the_row_that_exists()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync(user: User, organization: "Acorn Books");
        AuthorizationResult accepted = await one.AcceptAsync(User, "Acorn Books");
        one.WatchedStore().BeforeSave = async _ =>
        {
            one.WatchedStore().BeforeSave = _ => Task.FromResult(true);
            await other.Connections.DisconnectAsync(ConnectionHost.Key);
            await other.ConnectAsync(user: User, organization: "Cedar Ceramics");
            return true;
        };

        ConnectResult result = await one.Connections.ConnectAsync(ConnectionHost.Key, accepted);

        result.Should().BeOfType<DifferentOrganization>().Which.Current.Organization!.Name.Should().Be("Cedar Ceramics");
        StoredConnection row = await one.RowAsync();
        row.OrganizationName.Should().Be("Cedar Ceramics");
        Revoked(one).Should().HaveCount(2, "the one that was disconnected, and the one that isn't stored").And.NotContain(row.RefreshToken);
    }

    [Test]
    public async Task A_move_to_another_organization_is_asked_for_again_where_the_key_has_moved_meanwhile()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync(user: User, organization: "Acorn Books");
        (await ConnectAsync(one, "Birch Bicycles", OrganizationChange.Ask)).Should().BeOfType<DifferentOrganization>()
            .Which.Current.Organization!.Name.Should().Be("Acorn Books");
        (await ConnectAsync(other, "Cedar Ceramics", OrganizationChange.Allow)).Should().BeOfType<Connected>();

        (await ConnectAsync(one, "Birch Bicycles", OrganizationChange.Ask)).Should().BeOfType<DifferentOrganization>()
            .Which.Current.Organization!.Name.Should().Be("Cedar Ceramics");
    }

    [Test]
    public async Task A_move_to_another_organization_reaches_the_others_within_the_recheck_interval()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync(user: User, organization: "Acorn Books");
        using HttpClient bigin = other.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetStringAsync("org")).Should().Contain("Acorn Books");

        await ConnectAsync(one, "Birch Bicycles", OrganizationChange.Allow);
        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        (await bigin.GetStringAsync("org")).Should().Contain("Birch Bicycles");
        other.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task A_disconnect_reaches_the_others_within_the_recheck_interval()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync();
        await other.TokenAsync();

        await one.Connections.DisconnectAsync(ConnectionHost.Key);
        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        (await other.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
        (await other.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected, "the token is forgotten");
    }

    [Test]
    public async Task A_reconnect_reaches_the_others_within_the_recheck_interval()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync();
        AccessToken before = await other.TokenAsync();

        await one.ConnectAsync();
        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        (await other.TokenAsync()).Reveal().Should().Be((await one.RowAsync()).AccessToken).And.NotBe(before.Reveal());
        one.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task An_early_refresh_that_finds_the_row_deleted_gives_no_token()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync();
        await other.TokenAsync();
        await one.Connections.DisconnectAsync(ConnectionHost.Key);
        one.Emulator.Clock.Advance(TimeSpan.FromMinutes(57));

        (await other.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
    }

    [Test]
    public async Task Twenty_reconnects_of_one_end_no_other_connection_where_every_replaced_token_is_revoked()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(new RecordedLogs()), configure: options =>
        {
            options.ForceConsent = true;
            options.ReplacedTokenRevocation = ReplacedTokenRevocation.Always;
        }, configureEmulator: options => options.CodesPerTenMinutes = 100);
        await host.ConnectAsync("tenant-a", User, "Acorn Books");

        for (int i = 0; i < 20; i++)
        {
            await host.ConnectAsync("tenant-b", User, "Acorn Books");
            await host.UntilAsync(() => host.To("/oauth/v2/token/revoke").Count() >= i);
            host.To("/oauth/v2/token/revoke").Should().HaveCount(i, "each token is revoked once. {0}", host.Tell());
        }

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.Connections.GetAccessTokenAsync("tenant-a")).Should().NotBeNull();
        (await host.Connections.GetAccessTokenAsync("tenant-b")).Should().NotBeNull();
    }

    [TestCase(ReplacedTokenRevocation.OtherOrganization)]
    [TestCase(ReplacedTokenRevocation.Never)]
    public async Task Twenty_reconnects_of_one_end_the_oldest_connection_where_replaced_tokens_are_left(ReplacedTokenRevocation revocation)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            configure: options => (options.ForceConsent, options.ReplacedTokenRevocation) = (true, revocation),
            configureEmulator: options => options.CodesPerTenMinutes = 100);
        await host.ConnectAsync("tenant-a", User, "Acorn Books");

        for (int i = 0; i < 20; i++)
        {
            await host.ConnectAsync("tenant-b", User, "Acorn Books");
        }

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.Awaiting(x => x.Connections.GetAccessTokenAsync("tenant-a").AsTask()).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.NeedsConsent);
        (await host.Connections.GetAccessTokenAsync("tenant-b")).Should().NotBeNull();
    }

    private static Task<ConnectionHost> StartAsync() =>
        ConnectionHost.StartAsync(builder => builder.WatchStore(), options => options.MaskSecrets = false);

    private static async Task<ConnectResult> ConnectAsync(ConnectionHost host, string organization, OrganizationChange change) =>
        await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(User, organization), change);

    private static IEnumerable<string> Revoked(ConnectionHost host) => host.To("/oauth/v2/token/revoke").Select(request => request.Parameters["token"]);
}
