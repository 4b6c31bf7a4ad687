using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class A_refresh
{
    [Test]
    public async Task Keeps_another_refresh_token_that_comes_with_it_though_Bigin_sends_none([Values] bool isStoreAwayOnce)
    {
        var events = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
            builder.Record(events);
        });
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Json(200, """{"access_token":"1000.a.a","refresh_token":"1000.r.r","token_type":"Bearer","expires_in":3600}"""));
        host.WatchedStore().BeforeSave = connection =>
        {
            if (isStoreAwayOnce && connection.RefreshToken == "1000.r.r")
            {
                isStoreAwayOnce = false;
                throw new TimeoutException("the database");
            }

            return Task.FromResult(true);
        };

        (await host.TokenAsync()).Reveal().Should().Be("1000.a.a");

        (await host.RowAsync()).RefreshToken.Should().Be("1000.r.r");
        await events.WaitForAsync("Refreshed tenant-42 Active");
    }

    [Test]
    public async Task Is_one_though_another_process_has_changed_the_row_meanwhile()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        string? before = (await host.RowAsync()).AccessToken;
        host.WatchedStore().BeforeSave = async connection =>
        {
            if (connection.AccessToken != before)
            {
                host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
                StoredConnection row = await host.RowAsync();
                (await host.Store.TrySaveAsync(row.Changed(organizationName: "Another"), row.ConcurrencyStamp)).Should().BeTrue();
            }

            return true;
        };

        AccessToken token = await host.TokenAsync();

        StoredConnection saved = await host.RowAsync();
        saved.AccessToken.Should().Be(token.Reveal());
        saved.OrganizationName.Should().Be("Another");
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Of_one_connection_does_not_hold_another()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await host.ConnectAsync();
        await host.ConnectAsync("other");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        Task<AccessToken> held = host.TokenAsync();
        await gate.Reached;

        Task<AccessToken> other = host.Connections.GetAccessTokenAsync("other").AsTask();
        gate.Open();

        (await other).Reveal().Should().NotBe((await held).Reveal());
        host.Refreshes.Should().HaveCount(2);
    }

    [Test]
    public async Task Outlives_the_callers_who_cancel()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        using var cancellation = new CancellationTokenSource();
        Task<AccessToken> impatient = host.Connections.GetAccessTokenAsync(ConnectionHost.Key, cancellation.Token).AsTask();
        await gate.Reached;
        Task<AccessToken> patient = host.TokenAsync();

        await cancellation.CancelAsync();

        (await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        patient.IsCompleted.Should().BeFalse();
        gate.Open();
        (await patient).Reveal().Should().Be((await host.RowAsync()).AccessToken);
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Is_not_started_for_a_caller_who_has_gone()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        int finds = host.WatchedStore().Finds;

        await host.Awaiting(x => x.Connections.GetAccessTokenAsync(ConnectionHost.Key, new CancellationToken(canceled: true)).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();

        host.WatchedStore().Finds.Should().Be(finds);
        host.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task Takes_nothing_of_the_caller_along()
    {
        var flowed = new AsyncLocal<string?>();
        string? seen = "not run";
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.WatchedStore().BeforeLock = () =>
        {
            seen = flowed.Value;
            return Task.CompletedTask;
        };
        flowed.Value = "the caller's";

        await host.TokenAsync();

        seen.Should().BeNull();
    }

    [Test]
    public async Task Works_where_the_caller_lets_nothing_flow_already()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        Task<AccessToken> token;
        using (ExecutionContext.SuppressFlow())
        {
            token = host.TokenAsync();
        }

        (await token).Should().NotBeNull();
    }

    [Test]
    public async Task Is_not_needed_by_a_process_that_starts_with_a_fresh_token_in_the_store()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await using ConnectionHost restarted = host.Neighbor();

        (await restarted.TokenAsync()).Reveal().Should().Be((await host.TokenAsync()).Reveal());

        host.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task Counts_in_the_row_before_it_is_sent()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.CutConnection);

        await host.FailureAsync();

        (await host.RowAsync()).RecentRefreshes.Should().Equal(host.Emulator.Clock.GetUtcNow());
    }

    [Test]
    public async Task Of_nothing_says_that_nothing_is_connected()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.NotConnected);
        failure.Key.Should().Be(ConnectionHost.Key);
        failure.Error.Should().BeNull();
        await host.ConnectAsync();
        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task In_a_data_center_that_is_not_in_the_map_any_more_is_not_sent()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.WatchedStore().Reads = row => row!.Changed(dataCenter: "moon", keepsStamp: true);

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.UnknownDataCenter);
        failure.Message.Should().Contain("'moon'").And.Contain("DataCenters");
        BiginConnection? found = await host.Connections.FindAsync(ConnectionHost.Key);
        found!.DataCenter.Should().BeNull();
        found.DataCenterId.Should().Be("moon");
        (await host.Awaiting(x => x.Connections.DisconnectAsync(ConnectionHost.Key)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.UnknownDataCenter);
        host.WatchedStore().Locks.Should().Be(0);
        host.Refreshes.Should().BeEmpty();
    }
}
