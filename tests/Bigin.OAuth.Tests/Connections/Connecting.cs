using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Connecting
{
    private const string UsersAlone = "ZohoBigin.users.READ";

    [Test]
    public async Task Stores_the_connection_with_its_organization()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Clock.Stop();

        BiginConnection connection = await host.ConnectAsync(user: "three@example.com", organization: "Birch Bicycles");

        connection.Key.Should().Be(ConnectionHost.Key);
        connection.Organization!.Id.Should().Be("700000102");
        connection.Organization.Name.Should().Be("Birch Bicycles");
        connection.Scopes.Should().Equal(BiginScopes.Org.Read, BiginScopes.Users.Read);
        connection.Status.Should().Be(ConnectionStatus.Active);
        connection.ConnectedAt.Should().Be(host.Emulator.Clock.GetUtcNow());
        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeEquivalentTo(connection);
        StoredConnection row = await host.RowAsync();
        row.RefreshToken.Should().StartWith("1000.");
        row.AccessToken.Should().Be((await host.TokenAsync()).Reveal());
        row.AccessTokenExpiresAt.Should().Be(host.Emulator.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        row.RecentRefreshes.Should().Equal(host.Emulator.Clock.GetUtcNow());
    }

    [Test]
    public async Task Goes_to_the_data_center_of_the_user()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        BiginConnection connection = await host.ConnectAsync(user: "europe@example.com");

        connection.DataCenterId.Should().Be("eu");
        connection.Organization!.Name.Should().Be("Dogwood Design");
        (await host.RowAsync()).DataCenter.Should().Be("eu");
        host.To("/bigin/v2/org").Should().ContainSingle().Which.DataCenter.Should().Be("eu");
    }

    [Test]
    public async Task Keeps_the_scopes_that_the_answer_names()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.ScopeInTokenResponses = ScopeInTokenResponses.Exchange);
        AuthorizationResult accepted = await host.AcceptAsync(link => link.WithScopes(UsersAlone));

        var connected = (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>().Subject;

        connected.Connection.Scopes.Should().Equal(UsersAlone);
        host.To("/bigin/v2/org").Should().BeEmpty();
    }

    [Test]
    public async Task Keeps_the_scopes_of_the_link_where_the_answer_names_none_and_asks_for_no_organization_without_its_scope()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.ScopeInTokenResponses = ScopeInTokenResponses.None);
        AuthorizationResult accepted = await host.AcceptAsync(link => link.WithScopes(UsersAlone));

        var connected = (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>().Subject;

        connected.Connection.Scopes.Should().Equal(UsersAlone);
        connected.Connection.Organization.Should().BeNull();
        host.To("/bigin/v2/org").Should().BeEmpty();
    }

    [Test]
    public async Task Keeps_the_scopes_of_the_options_where_the_host_has_kept_nothing_of_the_link_but_its_state()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        AuthorizationRequest request = host.Services.GetRequiredService<AuthorizationUrlBuilder>().WithForcedConsent().Build();
        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "one@example.com");
        var accepted = (AuthorizationResult)host.Services.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.State);

        var connected = (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>().Subject;

        connected.Connection.Scopes.Should().Equal(BiginScopes.Org.Read, BiginScopes.Users.Read);
    }

    [Test]
    public async Task Fails_where_Bigin_gives_no_tokens_and_leaves_what_was_stored()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection before = await host.RowAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error("invalid_client"));

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync());

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidClient);
        (await host.RowAsync()).Should().BeSameAs(before);
    }

    [Test]
    public async Task Stores_what_Bigin_gave_though_the_caller_has_gone()
    {
        using var cancellation = new CancellationTokenSource();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = async _ =>
        {
            await cancellation.CancelAsync();
            return true;
        };

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, accepted, cancellationToken: cancellation.Token);

        cancellation.IsCancellationRequested.Should().BeTrue();
        result.Should().BeOfType<Connected>();
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
    }

    [Test]
    public async Task Saves_again_over_the_newer_row_where_its_save_was_refused()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(10));
        bool isFirst = true;
        host.WatchedStore().BeforeSave = async connection =>
        {
            if (connection.ConnectedAt != (await host.RowAsync()).ConnectedAt && isFirst)
            {
                isFirst = false;
                await host.CallWithStaleTokenAsync(); // another caller refreshes: two saves
            }

            return true;
        };

        await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);

        StoredConnection row = await host.RowAsync();
        row.AccessToken.Should().Be((await host.TokenAsync()).Reveal());
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.TokenAsync();
        (await host.RowAsync()).RefreshToken.Should().Be(row.RefreshToken);
    }

    [Test]
    public async Task Ends_where_a_store_never_saves()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = _ => Task.FromResult(false);

        (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        (await host.Store.FindAsync(ConnectionHost.Key)).Should().BeNull();
        host.To("/oauth/v2/token/revoke").Should().ContainSingle("what isn't stored is revoked");
    }

    [Test]
    public async Task Twice_at_the_same_moment_leaves_one_of_the_two_and_its_token()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult first = await host.AcceptAsync();
        AuthorizationResult second = await host.AcceptAsync();
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().AfterSave = _ => host.WatchedStore().Saves == 1 ? gate.PassAsync() : Task.CompletedTask;

        Task<ConnectResult> one = host.Connections.ConnectAsync(ConnectionHost.Key, first);
        await gate.Reached;
        Task<ConnectResult> other = host.Connections.ConnectAsync(ConnectionHost.Key, second);
        await Task.WhenAny(other, Task.Delay(200)); // time in which it could go ahead of the first
        gate.Open();
        await Task.WhenAll(one, other);

        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
    }

    [Test]
    public async Task After_a_faster_one_which_began_later_leaves_its_own_token_to_everybody()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult first = await host.AcceptAsync();
        AuthorizationResult second = await host.AcceptAsync();
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().BeforeSave = async _ =>
        {
            host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
            await gate.PassAsync();
            return true;
        };

        Task<ConnectResult> slow = host.Connections.ConnectAsync(ConnectionHost.Key, first);
        await gate.Reached;
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected, "nothing is stored yet, and what is known of the key is forgotten");
        (await host.Connections.ConnectAsync(ConnectionHost.Key, second)).Should().BeOfType<Connected>();
        gate.Open();
        (await slow).Should().BeOfType<Connected>();

        StoredConnection row = await host.RowAsync();
        (await host.TokenAsync()).Reveal().Should().Be(row.AccessToken);
        host.Refreshes.Should().BeEmpty();
    }
}
