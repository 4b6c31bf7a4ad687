namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Disconnecting_for_a_caller_who_cancels
{
    [Test]
    public async Task Ends_where_its_caller_has_cancelled_before()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();

        await host.Awaiting(x => x.Connections.DisconnectAsync(ConnectionHost.Key, new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
        (await host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60))).Should().NotBeNull();
    }

    [Test]
    public async Task Logs_that_a_row_has_outlived_its_revocation()
    {
        var logs = new RecordedLogs();
        var deleting = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
            builder.Record(logs);
        });
        await host.ConnectAsync();
        deleting.Close();
        host.WatchedStore().BeforeDelete = async () =>
        {
            await deleting.PassAsync();
            throw new TimeoutException("the database");
        };
        using var gone = new CancellationTokenSource();
        Task<DisconnectResult> disconnecting = host.Connections.DisconnectAsync(ConnectionHost.Key, gone.Token);
        await deleting.Reached;

        await gone.CancelAsync();
        await FluentActions.Awaiting(() => disconnecting.WaitAsync(Hang.Limit)).Should().ThrowAsync<OperationCanceledException>();
        deleting.Open();

        await host.UntilAsync(() => logs.Entries.Any(entry => entry.Id.Name == "StoreFailed"));
        LoggedEvent failure = logs.Entries.Single(entry => entry.Id.Name == "StoreFailed");
        failure.Message.Should().Contain("deleting it after the revocation");
        failure.Everything.Should().Contain("TimeoutException: the database");
    }

    [Test]
    public async Task Holds_no_caller_where_the_store_hangs_and_the_connection_is_only_forgotten()
    {
        var deleting = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        deleting.Close();
        host.WatchedStore().BeforeDelete = () => deleting.PassAsync();
        using var gone = new CancellationTokenSource();
        Task<bool> forgetting = host.Connections.ForgetAsync(ConnectionHost.Key, gone.Token);
        await deleting.Reached;

        await gone.CancelAsync();

        await FluentActions.Awaiting(() => forgetting.WaitAsync(Hang.Limit)).Should().ThrowAsync<OperationCanceledException>();
        deleting.Open();
    }
}
