namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(StoredConnection))]
public sealed class Rows_that_cannot_be_decrypted
{
    [Test]
    public async Task Give_no_token_and_are_not_written_to_not_even_a_lease()
    {
        await using ConnectionHost host = await StartAsync();
        StoredConnection row = await Inner(host);
        (int saves, int locks) = (host.WatchedStore().Saves, host.WatchedStore().Locks);

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.Unreadable);
        (await host.Connections.FindAsync(ConnectionHost.Key))!.Status.Should().Be(ConnectionStatus.Unreadable);
        host.Refreshes.Should().BeEmpty();
        host.WatchedStore().Saves.Should().Be(saves);
        host.WatchedStore().Locks.Should().Be(locks);
        (await Inner(host)).Should().BeSameAs(row);
    }

    [Test]
    public async Task Say_what_to_do_and_can_be_forgotten()
    {
        await using ConnectionHost host = await StartAsync();

        (await host.FailureAsync()).Message.Should().Contain("Give this machine the key ring").And.Contain("ask the user to connect again")
            .And.Contain("BiginConnections.ForgetAsync deletes the connection");
        (await host.Connections.ForgetAsync(ConnectionHost.Key)).Should().BeTrue();

        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
        (await host.Store.FindAsync(ConnectionHost.Key)).Should().BeNull();
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);
    }

    [Test]
    public async Task Work_again_at_once_when_they_can_be()
    {
        await using ConnectionHost host = await StartAsync();
        await host.FailureAsync();

        host.WatchedStore().Reads = row => row;

        (await host.TokenAsync()).Should().NotBeNull();
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Are_not_disconnected_and_not_written_to()
    {
        await using ConnectionHost host = await StartAsync();
        StoredConnection row = await Inner(host);
        int locks = host.WatchedStore().Locks;

        (await host.Awaiting(x => x.Connections.DisconnectAsync(ConnectionHost.Key)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.Unreadable);

        host.WatchedStore().Locks.Should().Be(locks);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
        (await Inner(host)).Should().BeSameAs(row);
    }

    [Test]
    public async Task Are_replaced_by_a_new_consent()
    {
        await using ConnectionHost host = await StartAsync();

        await host.ConnectAsync();

        host.WatchedStore().Reads = row => row;
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
    }

    [Test]
    public async Task Are_left_alone_by_a_refresh_that_began_before()
    {
        await using ConnectionHost host = await StartAsync();
        host.WatchedStore().Reads = row => row;
        host.WatchedStore().BeforeSave = counted =>
        {
            host.WatchedStore().Reads = Unreadable; // the key ring goes while Bigin is asked
            host.WatchedStore().BeforeSave = _ => Task.FromResult(false); // and another process has written the row
            return Task.FromResult(true);
        };

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.Unreadable);

        StoredConnection inner = await Inner(host);
        inner.RecentRefreshes.Should().OnlyContain(time => time > inner.ConnectedAt, "the attempt was counted");
        inner.AccessTokenExpiresAt.Should().BeBefore(host.Emulator.Clock.GetUtcNow(), "and nothing was written after");
    }

    private static async Task<ConnectionHost> StartAsync()
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.WatchedStore().Reads = Unreadable;
        return host;
    }

    private static async Task<StoredConnection> Inner(ConnectionHost host)
    {
        Func<StoredConnection?, StoredConnection?> reads = host.WatchedStore().Reads;
        host.WatchedStore().Reads = row => row;
        StoredConnection row = await host.RowAsync();
        host.WatchedStore().Reads = reads;
        return row;
    }

    private static StoredConnection? Unreadable(StoredConnection? row) => row is null ? null : new()
    {
        Key = row.Key,
        ConcurrencyStamp = row.ConcurrencyStamp,
        DataCenter = row.DataCenter,
        RefreshToken = "",
        OrganizationId = row.OrganizationId,
        OrganizationName = row.OrganizationName,
        Status = ConnectionStatus.Unreadable,
        ConnectedAt = row.ConnectedAt,
    };
}
