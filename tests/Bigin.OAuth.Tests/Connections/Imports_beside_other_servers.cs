namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Imports_beside_other_servers
{
    [Test]
    public async Task Of_one_token_both_lead_to_the_one_connection()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        BeforeFirstSave(one, () => other.ImportAsync(token));

        (await one.ImportAsync(token)).Should().BeOfType<Connected>();

        StoredConnection row = await one.RowAsync();
        row.RefreshToken.Should().Be(token.Reveal());
        (await one.TokenAsync()).Reveal().Should().Be(row.AccessToken);
        (await other.TokenAsync()).Reveal().Should().Be(row.AccessToken);
        one.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Of_one_token_count_both_refreshes()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        BeforeFirstSave(one, () => other.ImportAsync(token));

        await one.ImportAsync(token);

        one.Refreshes.Should().HaveCount(2);
        (await one.RowAsync()).RecentRefreshes.Should().HaveCount(2);
    }

    [Test]
    public async Task Of_one_token_bring_nothing_back_where_a_third_has_disconnected_it()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        BeforeFirstSave(one, async () =>
        {
            (await other.ImportAsync(token)).Should().BeOfType<Connected>();
            (await other.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();
        });

        ConnectResult result = await one.ImportAsync(token);

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidRefreshToken);
        (await one.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [Test]
    public async Task Of_one_token_prove_it_again_where_another_has_found_that_it_is_dead()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        BeforeFirstSave(one, async () =>
        {
            (await other.ImportAsync(token)).Should().BeOfType<Connected>();
            one.Emulator.RevokeAll("one@example.com");
            await other.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>();
        });

        ConnectResult result = await one.ImportAsync(token);

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidRefreshToken);
    }

    [Test]
    public async Task Do_not_refresh_the_consent_that_has_replaced_them()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        one.WatchedStore().AfterSave = async _ =>
        {
            one.WatchedStore().AfterSave = _ => Task.CompletedTask;
            one.Emulator.RevokeAll("one@example.com");
            await other.ConnectAsync();
        };

        (await one.ImportAsync(token)).Should().BeOfType<Connected>("it was, for a moment");

        one.Refreshes.Should().ContainSingle("that is the import's own");
        (await one.TokenAsync()).Reveal().Should().Be((await other.TokenAsync()).Reveal());
    }

    [Test]
    public async Task Give_up_where_each_save_is_refused()
    {
        await using ConnectionHost one = await StartAsync();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        one.WatchedStore().BeforeSave = _ => Task.FromResult(false);

        (await one.Awaiting(x => x.ImportAsync(token)).Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        one.Refreshes.Should().HaveCount(4);
        one.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Are_decided_anew_where_a_consent_for_another_organization_was_faster()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        RefreshToken token = one.Emulator.IssueRefreshToken("three@example.com", "Birch Bicycles");
        BeforeFirstSave(one, () => other.ConnectAsync(user: "three@example.com", organization: "Acorn Books"));

        ConnectResult result = await one.ImportAsync(token);

        result.Should().BeOfType<DifferentOrganization>().Which.Current.Organization!.Name.Should().Be("Acorn Books");
        (await one.RowAsync()).OrganizationName.Should().Be("Acorn Books");
        one.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Over_a_connection_that_another_disconnects_prove_the_token_again()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        BeforeFirstSave(one, () => other.Connections.DisconnectAsync(ConnectionHost.Key));

        (await one.ImportAsync(token)).Should().BeOfType<Connected>();

        (await one.RowAsync()).RefreshToken.Should().Be(token.Reveal());
        one.Refreshes.Should().HaveCount(2);
    }

    [Test]
    public async Task Over_a_connection_that_another_refreshes_replace_it()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await one.ConnectAsync();
        RefreshToken token = one.Emulator.IssueRefreshToken("one@example.com");
        BeforeFirstSave(one, () => other.RefreshAsync());

        (await one.ImportAsync(token)).Should().BeOfType<Connected>();

        (await one.RowAsync()).RefreshToken.Should().Be(token.Reveal());
        (await one.TokenAsync()).Reveal().Should().Be((await one.RowAsync()).AccessToken);
    }

    private static Task<ConnectionHost> StartAsync() => ConnectionHost.StartAsync(builder => builder.WatchStore());

    private static void BeforeFirstSave(ConnectionHost host, Func<Task> action) => host.WatchedStore().BeforeSave = async _ =>
    {
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
        await action();
        return true;
    };
}
