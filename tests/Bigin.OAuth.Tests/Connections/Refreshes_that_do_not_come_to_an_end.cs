using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Refreshes_that_do_not_come_to_an_end
{
    [Test]
    public async Task Are_given_up_after_three_minutes_and_the_next_caller_begins_anew()
    {
        var waits = new FakeTimeProvider();
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(waits, logs);
        var never = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        host.WatchedStore().BeforeFind = () =>
        {
            reached.TrySetResult();
            return never.Task;
        };
        Task<BiginConnectionException> failure = host.FailureAsync();
        await reached.Task.WaitAsync(Hang.Limit);

        await GiveUpAsync(host, waits, failure);

        (await failure).Reason.Should().Be(ConnectionFailure.RefreshFailed);
        (await failure).Message.Should().Be("The refresh was given up after 3 minutes, because the connection store or Bigin didn't respond.");
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "RefreshGivenUp");
        host.WatchedStore().BeforeFind = () => Task.CompletedTask;
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(5));
        (await host.TokenAsync()).Should().NotBeNull();
        never.SetResult();
    }

    [Test]
    public async Task Because_another_holds_the_lease_say_until_when_and_end_below_the_time_out_of_an_HttpClient()
    {
        var waits = new PassingWaits();
        await using ConnectionHost host = await StartAsync(waits);
        await using IAsyncDisposable? lease = await host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60));
        string until = $"{host.Emulator.Clock.GetUtcNow() + TimeSpan.FromSeconds(60):u}";
        DateTimeOffset startedAt = waits.GetUtcNow();

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.RefreshFailed);
        failure.Message.Should().Be($"Another process holds the lease on this connection, until {until} at the latest, and has stored no new access token.");
        (waits.GetUtcNow() - startedAt).Should().BeGreaterThan(TimeSpan.FromSeconds(60)).And.BeLessThan(TimeSpan.FromSeconds(90));
        waits.Passed.First().Should().BeLessThanOrEqualTo(TimeSpan.FromMilliseconds(20), "it looks again soon");
        waits.Passed.Should().OnlyContain(pause => pause <= TimeSpan.FromMilliseconds(250));
        host.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task Because_the_store_blocks_their_thread_are_given_up_too()
    {
        var waits = new FakeTimeProvider();
        await using ConnectionHost host = await StartAsync(waits);
        using var blocked = new ManualResetEventSlim();
        host.WatchedStore().BeforeFind = () =>
        {
            blocked.Wait(Hang.Limit);
            return Task.CompletedTask;
        };
        Task<BiginConnectionException> failure = Task.Run(host.FailureAsync);

        await GiveUpAsync(host, waits, failure);

        (await failure).Message.Should().Contain("given up");
        blocked.Set();
    }

    [Test]
    public async Task In_the_store_send_nothing_once_they_are_given_up()
    {
        var waits = new FakeTimeProvider();
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(waits, logs);
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().AfterSave = _ => gate.PassAsync(); // the row counts a refresh by now, and none was sent
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.WatchedStore().BeforeRelease = () =>
        {
            released.SetResult();
            return Task.CompletedTask;
        };
        Task<BiginConnectionException> failure = host.FailureAsync();
        await gate.Reached;
        await GiveUpAsync(host, waits, failure);

        gate.Open();
        await released.Task.WaitAsync(Hang.Limit);
        await Task.Delay(200); // time in which it could be logged

        host.Refreshes.Should().BeEmpty();
        logs.Entries.Should().NotContain(entry => entry.Id.Name == "RefreshThrew", "that it was given up is logged already");
    }

    private static Task GiveUpAsync(ConnectionHost host, FakeTimeProvider waits, Task refresh) => host.UntilAsync(() =>
    {
        waits.Advance(TimeSpan.FromMinutes(3)); // again where the wait had not begun
        return refresh.IsCompleted;
    });

    private static async Task<ConnectionHost> StartAsync(TimeProvider waits, RecordedLogs? logs = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.Services.UseWaits(waits);
            if (logs is not null)
            {
                builder.Record(logs);
            }
        });
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        return host;
    }
}
